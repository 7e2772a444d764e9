import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { labRoutes } from '../../src/console/lab/lab-routes.ts'
import { skipWithoutChromium } from './chromium.ts'
import { answer, defaultAnswers, type FakeEdge, hero, problem, startFakeEdge } from './fake-edge.ts'
import { currentTimeMs, launchChromium, type OpenedLab, openLab } from './open-lab.ts'
import { type Served, serve } from './serve.ts'

const HERO_VIDEO = '#hero video'
/** Beacons travel in batches, and an impression takes two seconds. */

describe.skipIf(skipWithoutChromium())('the device lab in a browser', () => {
  let browser: Browser
  let edge: FakeEdge
  let publisher: Served
  let lab: OpenedLab

  beforeAll(async () => {
    browser = await launchChromium()
    edge = await startFakeEdge()
    const app = labRoutes(() => ({ edgeUrl: edge.url, country: '', explainPath: '/lab/explain' }))
    publisher = await serve((request) => app.fetch(request))
  })

  afterAll(async () => {
    await browser?.close()
    await publisher?.close()
    await edge?.close()
  })

  beforeEach(() => {
    edge.answers = defaultAnswers()
    edge.seen.length = 0
  })

  afterEach(() => lab?.close())

  const open = async (): Promise<void> => {
    lab = await openLab(browser, publisher.url)
  }

  it('the lab plays the hero by itself, muted and inline, within its own content policy', async () => {
    await open()
    await lab.waitForHero('playing')
    const before = await currentTimeMs(lab.page, HERO_VIDEO)
    await expect.poll(() => currentTimeMs(lab.page, HERO_VIDEO)).toBeGreaterThan(before)
    expect(await lab.page.evaluate(`document.querySelector('${HERO_VIDEO}').muted`)).toBe(true)
    expect(edge.seen[0]?.query).toMatchObject({ surface: 'home-hero', device: 'tv' })
    expect(await lab.page.locator('#hero h2').textContent()).toBe('Sintel')
    expect(await lab.page.locator('#hero .badge').first().textContent()).toBe('FSK 12')
    expect(lab.faults).toEqual([])
  })

  it('the lab keeps the poster and says why when autoplay is not allowed, until somebody presses play', async () => {
    edge.answers.autoplay = () =>
      answer({ decisions: { 'home-hero': [hero({ autoplay: { allowed: false, reason: 'data-saver' } })] } })
    await open()
    await lab.waitForHero('still')
    expect(await lab.page.locator('#hero .why').textContent()).toContain('data-saver')
    expect(await lab.page.locator('#hero img.poster').getAttribute('src')).toContain('/media/sintel-trailer.jpg')
    await lab.waitForClip('ast_clip-0')
    expect(await lab.heroState()).toBe('still')
    expect(await currentTimeMs(lab.page, HERO_VIDEO)).toBe(0)
    await lab.page.locator('#hero').getByRole('button', { name: 'Play Sintel' }).click()
    await lab.waitForHero('playing')
    expect(lab.faults).toEqual([])
  })

  it('the lab plays the backup when the winner cannot be loaded, and reports the error', async () => {
    const broken = hero({ playback: [{ type: 'mp4', url: '/media/missing.mp4', codec: 'avc', height: 360 }] })
    const backup = hero({ position: 1, assetId: 'ast_backup' })
    edge.answers.autoplay = () => answer({ decisions: { 'home-hero': [broken] }, backups: { 'home-hero': [backup] } })
    await open()
    await lab.page.locator('#hero[data-asset="ast_backup"][data-state="playing"]').waitFor()
    await expect.poll(() => beacons(edge, 'hero-token')).toContainEqual(['error', 0])
  })

  it('the lab plays the next clip and pauses the one that was left', async () => {
    await open()
    await lab.waitForClip('ast_clip-0')
    await lab.nextClip()
    await lab.waitForClip('ast_clip-1')
    expect(await lab.playingClips()).toEqual(['ast_clip-1'])
    await lab.page.locator('#feed').focus()
    await lab.page.keyboard.press('ArrowUp')
    await lab.waitForClip('ast_clip-0')
    expect(await lab.playingClips()).toEqual(['ast_clip-0'])
    expect(lab.faults).toEqual([])
  })

  it('the lab asks for the next page by cursor and session, tells what was skipped, and ends the clips', async () => {
    const first = Array.from({ length: 6 }, (_, position) =>
      hero({ position, assetId: `ast_clip-${position}`, display: { title: `Clip ${position}` } }),
    )
    const last = hero({ position: 6, assetId: 'ast_clip-6' })
    edge.answers.clips = (page) =>
      page === 0
        ? answer({ decisions: { 'clips-feed': first }, cursor: 'page-1', token: 'clips-0' })
        : answer({ decisions: { 'clips-feed': [last] } })
    await open()
    for (const position of [0, 1, 2]) {
      await lab.waitForClip(`ast_clip-${position}`)
      await lab.nextClip()
    }
    await lab.page.locator('[data-asset="ast_clip-6"]').waitFor()
    const [asked] = edge.seen.filter(({ method, path }) => method === 'POST' && path === '/v1/clips')
    expect(asked?.body).toMatchObject({ cursor: 'page-1', session: 'session-of-the-fake-edge', device: 'mobile' })
    expect(asked?.body.token).toBe('clips-0')
    expect(asked?.body.signals).toMatchObject([0, 1, 2].map((position) => ({ position, event: 'skip' })))
    expect(await lab.page.locator('#feed .last').textContent()).toContain('That was everything')
    expect(lab.faults).toEqual([])
  })

  it('the lab sends the controls as hints, and the debug context only when one is set', async () => {
    await open()
    await lab.waitForHero('playing')
    expect(edge.seen[0]?.headers.has('x-debug-context')).toBe(false)
    expect(edge.seen[0]?.query).not.toHaveProperty('kids')
    await lab.page.getByLabel('Viewer token').fill('a.viewer.token')
    await lab.page.getByLabel('Clock, UTC').fill('2026-11-22T21:30')
    await lab.page.getByText('Kids profile').click()
    await lab.page.getByLabel('Country').selectOption('DE')
    const wanted = 'country=DE; now=2026-11-22T21:30:00Z'
    await expect.poll(() => edge.seen.some(({ headers }) => headers.get('x-debug-context') === wanted)).toBe(true)
    const asked = edge.seen.find(({ headers }) => headers.get('x-debug-context') === wanted)
    expect(asked?.query).toMatchObject({ kids: '1' })
    expect(asked?.headers.get('authorization')).toBe('Bearer a.viewer.token')
    expect(asked?.headers.get('x-session')).toBe('session-of-the-fake-edge')
  })

  it('the lab asks for its rows, the title page and post-play in one batch, and plays a tile when it is pressed', async () => {
    await open()
    const shelves = lab.page.getByRole('region', { name: 'Rows, title page and post-play' })
    await expect.poll(() => shelves.getByRole('article').count()).toBe(10)
    const asked = edge.seen.filter(({ path }) => path === '/v1/decisions')
    expect(asked).toHaveLength(1)
    const placements = asked[0]?.body.placements as readonly Record<string, unknown>[]
    expect(placements.filter(({ surface }) => surface === 'browse-tile')).toHaveLength(8)
    expect(placements.slice(8)).toMatchObject([
      { surface: 'title-detail', titleId: 'ttl_sintel' },
      { surface: 'post-play', inView: 'ttl_sintel' },
    ])
    await shelves.getByRole('button', { name: 'Play Sintel' }).first().focus()
    await lab.page.keyboard.press('Enter')
    await expect.poll(() => currentTimeMs(lab.page, '.tile video')).toBeGreaterThan(0)
    await expect.poll(() => beacons(edge, 'tiles').map(([event]) => event)).toContain('start')
    expect(lab.faults).toEqual([])
  })

  it('the lab reports start, first frame and impression, and shows how many were accepted', async () => {
    await open()
    await expect
      .poll(() => beacons(edge, 'hero-token').map(([event]) => event))
      .toEqual(expect.arrayContaining(['start', 'firstFrame', 'impression', 'firstQuartile']))
    await expect.poll(() => lab.page.locator('#beacons').getAttribute('data-accepted')).not.toBe('0')
    const firstFrame = sentEvents(edge).find(({ event }) => event === 'firstFrame')
    expect(firstFrame).toMatchObject({ ttffMs: expect.any(Number), ageMs: expect.any(Number) })
    expect(lab.faults).toEqual([])
  })

  it('the lab plays the last good answer when the edge is away, and says which it is', async () => {
    await open()
    await lab.waitForHero('playing')
    edge.answers.autoplay = () => problem('unavailable', 'Try again later.', 'none')
    await lab.page.getByRole('button', { name: 'Ask again' }).click()
    await expect.poll(() => lab.page.locator('#hero-answer').textContent()).toContain('last-good')
    await lab.waitForHero('playing')
    expect(await lab.page.locator('#hero-answer .refused').textContent()).toContain('503')
    await lab.page.getByText('Kids profile').click()
    await lab.waitForHero('failed')
    expect(await lab.page.locator('#hero-answer').textContent()).not.toContain('last-good')
  })

  it('the lab asks once when a field that was changed is left by the button that asks', async () => {
    await open()
    await lab.waitForClip('ast_clip-0')
    const asked = () => edge.seen.filter(({ path }) => path === '/v1/autoplay').length
    const before = asked()
    await lab.page.getByLabel('Viewer token').pressSequentially('a')
    await lab.page.getByRole('button', { name: 'Ask again' }).click()
    await expect.poll(asked).toBe(before + 1)
    await lab.page.getByRole('button', { name: 'Ask again' }).click()
    await expect.poll(asked).toBe(before + 2)
  })

  it('the lab shows a problem as a card that names the field', async () => {
    edge.answers.autoplay = () => problem('unauthorized', 'Ask for a new one.', 'viewerToken')
    await open()
    await lab.waitForHero('failed')
    const card = await lab.page.locator('#hero .notice').textContent()
    expect(card).toContain('The viewer token is not valid')
    expect(card).toContain('401 · viewerToken')
    expect(lab.faults.filter((fault) => !fault.includes('401'))).toEqual([])
  })

  it('the lab says so when nothing answers', async () => {
    const gone = await serve(() => new Response())
    await gone.close()
    const alone = labRoutes(() => ({ edgeUrl: gone.url, country: '', explainPath: '/lab/explain' }))
    const served = await serve((request) => alone.fetch(request))
    lab = await openLab(browser, served.url)
    await lab.waitForHero('failed')
    expect(await lab.page.locator('#hero .notice').textContent()).toContain('The edge does not answer')
    await served.close()
  })

  it('the lab shows what the edge sends as text, never as HTML', async () => {
    const title = '<img src=x onerror=alert(1)>'
    edge.answers.autoplay = () => answer({ decisions: { 'home-hero': [hero({ display: { title } })] } })
    await open()
    await lab.waitForHero('playing')
    expect(await lab.page.locator('#hero h2').textContent()).toBe(title)
    expect(await lab.page.locator('#hero h2 img').count()).toBe(0)
    expect(lab.faults).toEqual([])
  })

  it('the lab asks for reduced motion where the browser does', async () => {
    lab = await openLab(browser, publisher.url, { reducedMotion: 'reduce' })
    await lab.waitForHero('playing')
    // A report of the page before may still come in first.
    expect(edge.seen.find(({ path }) => path !== '/v1/events')?.query).toMatchObject({ reducedMotion: '1' })
  })
})

/** Each event with its token, wherever that is named. */
function sentEvents({ seen }: FakeEdge): readonly Record<string, unknown>[] {
  return seen.flatMap(({ path, body }) => {
    const events: Record<string, unknown>[] = path === '/v1/events' && Array.isArray(body.events) ? body.events : []
    return events.map((event) => ({ token: body.token, ...event }))
  })
}

/** What was reported of one decision: event and position. */
function beacons(edge: FakeEdge, token: string): readonly (readonly [unknown, unknown])[] {
  return sentEvents(edge)
    .filter((event) => event.token === token)
    .map(({ event, position }) => [event, position] as const)
}
