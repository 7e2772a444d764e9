import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { PATIENCE_MS } from '../setup/eventually.ts'
import { findChromium } from './chromium.ts'

/** No sandbox inside containers, no graphics card, and nothing of the browser's own on the network. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** @throws Error when no Chromium is installed */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('no Chromium is installed: apt-get install chromium, or set FF_CHROMIUM')
  return chromium.launch({ executablePath, headless: true, args: ARGUMENTS })
}

/** Pages of their own, in which what is waited for may take as long as elsewhere in the tests: a browser's own wait is half of it. */
export async function openContext(browser: Browser, options?: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(PATIENCE_MS)
  return context
}

/** The device lab in a page of its own, with everything that went wrong inside it. */
export interface OpenedLab {
  readonly page: Page
  /** Console errors, uncaught errors and policy violations, in order. */
  readonly faults: readonly string[]
  /** `loading`, `playing`, `paused`, `ended`, `still` or `failed`. */
  heroState(): Promise<string | null>
  /** Resolves once the hero is in that state. @throws Error of playwright when it never is */
  waitForHero(state: string): Promise<void>
  /** Asset ids of the clips whose video runs at this moment; more than one is a fault. */
  playingClips(): Promise<readonly string[]>
  waitForClip(assetId: string): Promise<void>
  nextClip(): Promise<void>
  close(): Promise<void>
}

/** Opens a page of the lab of a publisher at `opsUrl`. */
export async function openLab(
  browser: Browser,
  opsUrl: string,
  options: BrowserContextOptions = { viewport: { width: 1440, height: 940 } },
  path = '/lab',
): Promise<OpenedLab> {
  const context = await openContext(browser, options)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(String(error)))
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))",
  )
  await page.goto(new URL(path, opsUrl).href)
  const hero = page.locator('#hero')
  return {
    page,
    faults,
    heroState: () => hero.getAttribute('data-state'),
    waitForHero: (state) => page.locator(`#hero[data-state="${state}"]`).waitFor(),
    playingClips: () =>
      page.evaluate<readonly string[]>(
        "[...document.querySelectorAll('#feed video')].filter((video) => !video.paused).map((video) => video.closest('article').dataset.asset)",
      ),
    waitForClip: (assetId) => page.locator(`#feed [data-asset="${assetId}"][data-state="playing"]`).waitFor(),
    nextClip: () => page.getByRole('button', { name: /Next clip/ }).click(),
    close: () => context.close(),
  }
}

/** Milliseconds of a video that have been shown. Poll it: the page's policy forbids `waitForFunction` its eval. */
export async function currentTimeMs(page: Page, selector: string): Promise<number> {
  return 1000 * (await page.evaluate<number>(`document.querySelector('${selector}').currentTime`))
}
