import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StackProcess, startStack } from '../end-to-end/stack-process.ts'
import { skipWithoutChromium } from './chromium.ts'
import { currentTimeMs, launchChromium, openLab } from './open-lab.ts'

/** A start is ten seconds of work, and minutes on a busy machine. */
const START_MS = 240_000

/** What a newcomer does: starts everything, opens the page, and a trailer plays. */
describe.skipIf(skipWithoutChromium())('the device lab on a started stack', () => {
  const state = mkdtempSync(join(tmpdir(), 'firstframe-lab-'))
  let stack: StackProcess
  let browser: Browser

  beforeAll(async () => {
    stack = await startStack(state, [])
    browser = await launchChromium()
  }, START_MS)

  afterAll(async () => {
    await browser?.close()
    await stack?.interrupt('SIGINT')
    rmSync(state, { recursive: true, force: true })
  })

  it('the lab plays a trailer of a signed snapshot, swipes to the next clip, and has its beacons accepted', async () => {
    const lab = await openLab(browser, stack.opsUrl)
    await lab.waitForHero('playing')
    const before = await currentTimeMs(lab.page, '#hero video')
    await expect.poll(() => currentTimeMs(lab.page, '#hero video')).toBeGreaterThan(before)
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
})
