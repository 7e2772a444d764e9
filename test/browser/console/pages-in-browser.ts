import type { Browser } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import type { StackProcess } from '../../end-to-end/stack-process.ts'
import { openConsole, signInAddresses } from './open-console.ts'
import { addressesOf, sweep } from './page-sweep.ts'
import { hostileRecords, order, pushRun, runExperiment } from './stack-orders.ts'

/** What the stack has for the parts of paths that name something. */
const PARTS = { region: 'dach', id: 'cmp_hostile-0', from: 'live', to: 'draft', verb: 'pause' }

/** All pages take half a minute, and minutes on a busy machine. */
const SWEEP_MS = 480_000

/** Every page of the console on every screen that somebody has, over names that broke pages elsewhere. */
export function pagesInBrowser(at: () => { readonly stack: StackProcess; readonly browser: Browser }): void {
  let addresses: readonly string[] = []

  beforeAll(async () => {
    await order(at().stack, 'POST', '/ingest', hostileRecords())
    const run = await pushRun(at().stack)
    const { key, estimate } = await runExperiment(at().stack)
    const filled = addressesOf({
      ...{ ...PARTS, key, '/console/learning/:id id': run },
      '/console/experiments/estimates/:id id': estimate,
    })
    addresses = [
      ...filled,
      `/console/learning/${run}?asset=ast_sintel-trailer`,
      '/console/learning/activate?region=dach',
    ]
  })

  it('no page asks anybody else, breaks the policy or logs an error, and names of feeds stay text', async () => {
    const { stack, browser } = at()
    const [first] = signInAddresses(stack)
    const opened = await openConsole(browser, first)
    for (const address of addresses) {
      await opened.go(address)
      // A refused page is an answer too; only that of a wrong address is none.
      expect(await opened.page.locator('main h1').count(), address).toBeGreaterThan(0)
    }
    await opened.go('/console/campaigns')
    await opened.page.getByText('<script>alert(1)</script>').first().waitFor()
    expect(opened.faults.filter((fault) => !/status of 40[034]/.test(fault))).toEqual([])
    await opened.close()
  })

  it('a fade that comes to nothing is no error, and any other promise that is refused still is one', async () => {
    const { stack, browser } = at()
    const [first] = signInAddresses(stack)
    const { page, faults, close } = await openConsole(browser, first)
    const refusals = [
      "new DOMException('Transition was aborted because of invalid state. Page already revealed', 'InvalidStateError')",
      "new DOMException('Old view transition aborted by new view transition.', 'AbortError')",
      "new Error('somebody else')",
    ]
    // Not awaited: only a promise that nobody holds is told as uncaught.
    for (const refusal of refusals) await page.evaluate(`void Promise.reject(${refusal})`)
    await expect.poll(() => faults).toEqual([expect.stringContaining('somebody else')])
    await close()
  })

  it(
    'axe finds nothing serious on any page, and none is cut off, on a desk and on a phone, light and dark',
    async () => {
      const { stack, browser } = at()
      const [first] = signInAddresses(stack)
      expect(await sweep(browser, first, addresses)).toEqual([])
    },
    SWEEP_MS,
  )
}
