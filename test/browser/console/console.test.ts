import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { type StackProcess, startStack } from '../../end-to-end/stack-process.ts'
import { skipWithoutChromium } from '../chromium.ts'
import { launchChromium } from '../open-lab.ts'
import { calendarJourneys } from './calendar-journeys.ts'
import { journeys } from './journeys.ts'
import { pagesInBrowser } from './pages-in-browser.ts'

/** A start is ten seconds of work, and minutes on a busy machine. */
const START_MS = 240_000

/** One stack for all of it, as `npm start` starts it. */
describe.skipIf(skipWithoutChromium())('the console on a started stack', () => {
  const state = mkdtempSync(join(tmpdir(), 'firstframe-console-'))
  let stack: StackProcess
  let browser: Browser

  beforeAll(async () => {
    stack = await startStack(state, ['--country', 'DE'])
    browser = await launchChromium()
  }, START_MS)

  afterAll(async () => {
    await browser?.close()
    await stack?.interrupt('SIGINT')
    rmSync(state, { recursive: true, force: true })
  })

  const at = () => ({ stack, browser })
  journeys(at)
  calendarJourneys(at)
  pagesInBrowser(at)
})
