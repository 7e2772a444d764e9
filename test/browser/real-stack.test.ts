import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildClient } from '../../src/dev/client/build-client.ts'
import { ROOT, type StackProcess, startStack } from '../end-to-end/stack-process.ts'
import { skipWithoutChromium } from './chromium.ts'
import { serveExamples } from './client-pages.ts'
import { openConsole, signInAddresses } from './console/open-console.ts'
import { explainedUnderCursor, saidUnderCursor } from './console/ribbon-cursor.ts'
import { currentTimeMs, launchChromium, openContext, openLab } from './open-lab.ts'
import type { Served } from './serve.ts'

/** A start is ten seconds of work, and minutes on a busy machine. */
const START_MS = 240_000

/** What a newcomer does: starts everything, opens the page, and a trailer plays. */
describe.skipIf(skipWithoutChromium())('devices on a started stack', () => {
  const state = mkdtempSync(join(tmpdir(), 'firstframe-lab-'))
  let stack: StackProcess
  let browser: Browser
  let examples: Served

  beforeAll(async () => {
    stack = await startStack(state, ['--country', 'DE'])
    browser = await launchChromium()
    examples = await serveExamples(await buildClient(ROOT), stack.edgeUrl)
  }, START_MS)

  afterAll(async () => {
    await browser?.close()
    await examples?.close()
    await stack?.interrupt('SIGINT')
    rmSync(state, { recursive: true, force: true })
  })

  it('the lab plays a trailer of a signed snapshot, swipes to the next clip, and has its beacons accepted', async () => {
    const lab = await openLab(browser, stack.opsUrl)
    // A trailer of seconds may have ended before it is looked at.
    await expect.poll(() => currentTimeMs(lab.page, '#hero video')).toBeGreaterThan(0)
    const source = await lab.page.locator('#hero video').getAttribute('src')
    expect(source).toMatch(/\/media\/demo\/.+\.(mp4|webm)$/)

    const [first] = await lab.page.locator('#feed article[data-asset]').all()
    await lab.waitForClip((await first?.getAttribute('data-asset')) ?? '')
    const second = lab.page.locator('#feed article[data-asset]').nth(1)
    await lab.nextClip()
    await lab.waitForClip((await second.getAttribute('data-asset')) ?? '')
    await expect.poll(() => lab.playingClips()).toHaveLength(1)

    await expect.poll(() => lab.page.locator('main, body').first().textContent()).toMatch(/[1-9]\d* of \d+ accepted/)
    expect(lab.faults).toEqual([])
    await lab.close()
  })

  it('the lab says why a trailer plays by keyboard alone: each gate, the terms that sum to its score, and its pacing', async () => {
    const lab = await openLab(browser, stack.opsUrl, { viewport: { width: 390, height: 844 } })
    await lab.page.locator('#hero[data-asset] video').waitFor()
    await lab.page.locator('#why-hero').focus()
    await lab.page.keyboard.press('Enter')
    const why = lab.page.getByRole('region', { name: 'Why this?' })
    await why.getByRole('table').nth(1).waitFor()
    const asset = await lab.page.locator('#hero').getAttribute('data-asset')
    expect(await why.getByRole('heading', { name: 'Score of' }).textContent()).toBe(`Score of ${asset}`)

    const left = (await why.locator('.gates td:last-child').allTextContents()).map(Number)
    expect(left.length).toBeGreaterThan(3)
    const removed = (await why.locator('.gates td:nth-child(2)').allTextContents())
      .slice(1)
      .map((text) => Number(text.slice(1)))
    expect(left.slice(1)).toEqual(removed.map((count, gate) => (left[gate] ?? 0) - count))

    const points = (await why.locator('.score .number').allTextContents()).map((text) => Number(text.replace('−', '-')))
    const sum = points.pop() ?? 0
    expect(points.reduce((total, term) => total + term, 0)).toBeCloseTo(sum, 1)
    expect(await why.locator('dd.pacing').textContent()).toMatch(/not paced|share \d+ %/)

    const wide = await lab.page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')
    expect(wide).toBe(false)
    await lab.page.keyboard.press('Escape')
    expect(await why.count()).toBe(0)
    expect(await lab.page.evaluate('document.activeElement.id')).toBe('why-hero')
    expect(lab.faults).toEqual([])
    await lab.close()
  })

  it('the wall asks for twelve places at once, and what plays changes with the clock and with who watches', async () => {
    const wall = await openLab(browser, stack.opsUrl, undefined, '/lab/wall')
    const { page } = wall
    await page.locator('#wall[data-settled]').waitFor()
    expect(await page.locator('.place[data-asset^="ast_"]').count()).toBe(12)
    const turnTo = async (minute: number): Promise<Readonly<Record<string, string>>> => {
      await page.locator('#clock').fill(String(minute))
      await page.locator(`#wall[data-settled="${minute}"]`).waitFor()
      return page.evaluate<Record<string, string>>(
        "Object.fromEntries([...document.querySelectorAll('.place')].map(({ dataset }) => [dataset.country, dataset.asset]))",
      )
    }
    const noon = await turnTo(660)
    expect(await page.locator('[data-country="JP"] time').textContent()).toBe('20:00')
    const evening = await turnTo(1260)
    // Only what has a clock changes: a campaign for evenings in Great Britain, and a title that opens from the east on.
    expect([noon.GB, evening.GB]).toEqual([expect.not.stringContaining('sintel'), expect.stringContaining('sintel')])
    const afternoon = await turnTo(840)
    const opened = (places: Readonly<Record<string, string>>) =>
      ['FR', 'ZA', 'IN'].filter((country) => places[country] === 'ast_undertow-first-night')
    expect([noon, afternoon, evening].map(opened)).toEqual([[], ['IN'], ['FR', 'ZA', 'IN']])
    expect(evening.JP).toBe(noon.JP)
    expect(await turnTo(660)).toEqual(noon)

    await page.getByRole('radio', { name: 'Guest' }).focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.locator('[data-country="DE"] .says').textContent()).toContain('No autoplay for minors')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.locator('[data-country="DE"] .says').textContent()).not.toContain('minors')

    const covered = await page.evaluate<boolean>(
      "[...document.querySelectorAll('.picture')].some((picture) => picture.textContent !== '')",
    )
    expect(covered).toBe(false)
    expect(wall.faults).toEqual([])
    await wall.close()
  })

  it('the cursor of the preview tells, decided in the browser, what the publisher explains of the same viewers', async () => {
    const [address] = signInAddresses(stack)
    const opened = await openConsole(browser, address)
    await opened.go('/console/preview?country=DE')
    await opened.page.locator('[data-ribbon]').focus()
    for (const keys of [
      ['ArrowRight'],
      ['ArrowDown', 'Shift+ArrowRight'],
      ['ArrowLeft', 'ArrowDown'],
      Array<string>(7).fill('ArrowDown'),
    ]) {
      await opened.press(...keys)
      const said = await saidUnderCursor(opened.page)
      expect(said).toEqual({ ...(await explainedUnderCursor(stack.opsUrl, address, said)), source: 'browser' })
    }
    expect(opened.faults).toEqual([])
    await opened.close()
  })

  /** A page with an example of the client, and what it reported to the edge. */
  const open = async (path: string): Promise<{ readonly page: Page; events(): Promise<readonly string[]> }> => {
    const page = await (await openContext(browser)).newPage()
    const answers: Promise<string>[] = []
    page.on('request', (request) => {
      if (!request.url().endsWith('/v1/events')) return
      const sent: { readonly events: readonly { readonly event: string }[] } = JSON.parse(request.postData() ?? '')
      const words = sent.events.map(({ event }) => event).join()
      answers.push(Promise.resolve(request.response()).then((response) => `${response?.status()} ${words}`))
    })
    await page.goto(new URL(path, examples.url).href)
    return { page, events: () => Promise.all(answers) }
  }

  it('the example of a television plays the hero by ES5 and XMLHttpRequest, and the edge takes what it reports', async () => {
    const { page, events } = await open('/television')
    await page.locator('#screen.edge video').waitFor()
    await expect.poll(() => currentTimeMs(page, '#screen video')).toBeGreaterThan(0)
    await expect.poll(async () => (await events()).join()).toMatch(/202 .*firstFrame/)
    expect(await page.evaluate<string | null>("localStorage.getItem('firstframe.session')")).not.toBeNull()
    await page.context().close()
  })

  it('the example of a phone plays the feed, a swipe plays the next clip, and the edge takes what it reports', async () => {
    const { page, events } = await open('/phone')
    await expect.poll(() => currentTimeMs(page, '#screen video')).toBeGreaterThan(0)
    const first = await page.locator('#screen video').getAttribute('data-asset')
    await page.locator('#swipe').click()
    await expect.poll(() => page.locator('#screen video').getAttribute('data-asset')).not.toBe(first)
    await expect.poll(async () => (await events()).join()).toMatch(/202 .*skip/)
    await page.context().close()
  })
})
