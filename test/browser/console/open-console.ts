import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { StackProcess } from '../../end-to-end/stack-process.ts'
import { openContext } from '../open-lab.ts'

/** A browser in which somebody has signed in to the console, and what went wrong there. */
export interface OpenedConsole {
  readonly page: Page
  /** Console errors, uncaught errors, policy violations, and requests to anybody else. */
  readonly faults: string[]
  /** Opens a page and waits until keys do what they say. */
  go(path: string): Promise<void>
  /** Presses keys, one after another. */
  press(...keys: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** The addresses that the stack printed, which sign a person in: the first person, and the second. */
export function signInAddresses(stack: StackProcess): readonly [first: string, second: string] {
  const [first = '', second = ''] = stack.output().match(/http:\S+\/console\/sign-in#\S+/g) ?? []
  return [first, second]
}

/** Opens the console as whoever the address signs in. */
export async function openConsole(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = { viewport: { width: 1440, height: 900 } },
): Promise<OpenedConsole> {
  const { origin } = new URL(address)
  const context = await openContext(browser, options)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`${page.url()} ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`${page.url()} ${error}`))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) faults.push(`asks ${request.url()}`)
  })
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))",
  )
  await page.goto(address)
  await page.waitForURL(`${origin}/console`)
  await page.waitForSelector('body[data-ready]', { state: 'attached' })
  return {
    page,
    faults,
    go: async (path) => {
      await page.goto(origin + path)
      await page.waitForSelector('body[data-ready]', { state: 'attached' })
    },
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key)
    },
    close: () => context.close(),
  }
}
