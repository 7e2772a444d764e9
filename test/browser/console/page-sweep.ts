import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { CONSOLE_PAGES } from '../../../src/console/pages.ts'
import { openConsole } from './open-console.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * How pages are looked at: both widths and both colours. Axe takes a second for a page, so on a phone it looks at those
 * of a section alone; what is cut off is found on every page.
 */
export const SCREENS = [
  { width: 1440, height: 900, colorScheme: 'light', axe: 'every page' },
  { width: 390, height: 844, colorScheme: 'dark', axe: 'pages of a section' },
] as const

/** The address of every page, with parts of the path as the stack has them. */
export function addressesOf(parts: Readonly<Record<string, string>>): readonly string[] {
  return CONSOLE_PAGES.map(({ path }) =>
    path.replaceAll(/:(\w+)/g, (_, name: string) => parts[`${path} ${name}`] ?? parts[name] ?? name),
  )
}

/** What is wrong with pages on a screen, each told with its address: findings of axe that matter, and pages that are cut off. */
export async function sweep(
  browser: Browser,
  signIn: string,
  { width, height, colorScheme, axe }: (typeof SCREENS)[number],
  addresses: readonly string[],
): Promise<readonly string[]> {
  const told: string[] = []
  // Only to bring axe in; another test holds the pages to their policy.
  const opened = await openConsole(browser, signIn, { viewport: { width, height }, colorScheme, bypassCSP: true })
  for (const address of addresses) {
    await opened.go(address)
    const found = axe === 'every page' || isOfSection(address) ? await findingsOf(opened.page) : []
    const isWide = await opened.page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')
    told.push(
      ...found.map((finding) => `${address} ${finding}`),
      ...(isWide ? [`${address} is wider than the screen`] : []),
    )
  }
  await opened.close()
  return told
}

/** A page that the navigation leads to, not one of a single thing. */
function isOfSection(address: string): boolean {
  return address.split('/').length <= 3
}

async function findingsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE)
  return page.evaluate<readonly string[]>(
    "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ': ' + nodes[0].target.join(' ')))",
  )
}
