import { existsSync } from 'node:fs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** An installed Chromium, or null. `FF_CHROMIUM` names one that stands elsewhere. */
export function findChromium(): string | null {
  const named = process.env.FF_CHROMIUM
  if (named !== undefined && named !== '') return named
  return PLACES.find((path) => existsSync(path)) ?? null
}

/** Browser tests are skipped on a machine without one, but never in CI: there they fail, and say so. */
export function skipWithoutChromium(): boolean {
  return findChromium() === null && process.env.CI !== 'true'
}
