import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser } from 'playwright-core'
import { CONSOLE_PAGES } from '../../../src/console/pages.ts'
import { openConsole } from './open-console.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** How pages are looked at: each width with each of the colours is a screen that somebody has. */
export const SCREENS = [
  { width: 1440, height: 900, colorScheme: 'light' },
  { width: 1440, height: 900, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
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
  { width, height, colorScheme }: (typeof SCREENS)[number],
  addresses: readonly string[],
): Promise<readonly string[]> {
  const told: string[] = []
  // Only to bring axe in; another test holds the pages to their policy.
  const opened = await openConsole(browser, signIn, { viewport: { width, height }, colorScheme, bypassCSP: true })
  for (const address of addresses) {
    await opened.go(address)
    await opened.page.evaluate(AXE)
    const found = await opened.page.evaluate<readonly string[]>(
      "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ': ' + nodes[0].target.join(' ')))",
    )
    const isWide = await opened.page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')
    told.push(
      ...found.map((finding) => `${address} ${finding}`),
      ...(isWide ? [`${address} is wider than the screen`] : []),
    )
  }
  await opened.close()
  return told
}
