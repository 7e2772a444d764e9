import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { CONSOLE_PAGES } from '../../../src/console/pages.ts'
import { openConsole } from './open-console.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Look {
  readonly width: number
  readonly height: number
  readonly colorScheme: 'light' | 'dark'
  /** What axe is asked of a page; null: all of its rules. */
  readonly rules: (address: string) => readonly string[] | null
}

/** What a width changes, and what a colour does. */
const [WIDTH, COLOUR] = [['target-size'], ['color-contrast']]

/**
 * How a page is looked at, once it is loaded: both widths in both colours. Axe takes a second for all of its rules, so all
 * of them are asked once for each page, and on a phone for those of a section; else those whose answer another look changes.
 */
const LOOKS: readonly Look[] = [
  { width: 1440, height: 900, colorScheme: 'light', rules: () => null },
  { width: 1440, height: 900, colorScheme: 'dark', rules: () => COLOUR },
  {
    width: 390,
    height: 844,
    colorScheme: 'dark',
    rules: (address) => (isOfSection(address) ? null : [...WIDTH, ...COLOUR]),
  },
  { width: 390, height: 844, colorScheme: 'light', rules: (address) => (isOfSection(address) ? COLOUR : []) },
]

/** The address of every page, with parts of the path as the stack has them. */
export function addressesOf(parts: Readonly<Record<string, string>>): readonly string[] {
  return CONSOLE_PAGES.map(({ path }) =>
    path.replaceAll(/:(\w+)/g, (_, name: string) => parts[`${path} ${name}`] ?? parts[name] ?? name),
  )
}

/** What is wrong with pages, each told with its address: findings of axe that matter, and pages that are cut off. */
export async function sweep(
  browser: Browser,
  signIn: string,
  addresses: readonly string[],
): Promise<readonly string[]> {
  const told: string[] = []
  // Only to bring axe in; another test holds the pages to their policy.
  const opened = await openConsole(browser, signIn, { bypassCSP: true })
  for (const address of addresses) {
    await opened.go(address)
    await opened.page.evaluate(AXE)
    for (const { width, height, colorScheme, rules } of LOOKS) {
      const asked = rules(address)
      // A colour makes nothing wider.
      if (asked?.length === 0) continue
      await opened.page.setViewportSize({ width, height })
      await opened.page.emulateMedia({ colorScheme })
      const where = `${address} at ${width} px in ${colorScheme}`
      const found = await findingsOf(opened.page, asked)
      const isWide = await opened.page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')
      told.push(...found.map((finding) => `${where}: ${finding}`), ...(isWide ? [`${where} is cut off`] : []))
    }
  }
  await opened.close()
  return told
}

/** A page that the navigation leads to, not one of a single thing. */
function isOfSection(address: string): boolean {
  return address.split('/').length <= 3
}

/** @param rules ids of rules; null: all that axe holds pages to by itself */
async function findingsOf(page: Page, rules: readonly string[] | null): Promise<readonly string[]> {
  const only = rules === null ? '' : `runOnly: { type: 'rule', values: ${JSON.stringify(rules)} },`
  return page.evaluate<readonly string[]>(
    `axe.run({ ${only} resultTypes: ['violations'] }).then(({ violations }) => violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ': ' + nodes[0].target.join(' ')))`,
  )
}
