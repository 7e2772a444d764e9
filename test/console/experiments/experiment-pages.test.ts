import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { act, holdoutResults, put, results, WARM } from '../../publisher/experiments/experiment-door.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { campaign, SCHEDULE } from '../../publisher/records.ts'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
})
afterEach(() => world.close())

const page = async (path: string) => {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await world.app.request(`/console/experiments${path}`, { headers }, world.environment)
  const html = await answer.text()
  return { status: answer.status, html, text: html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ') }
}
const DAY_MS = 86_400_000

/** The experiment, running, with the results of two days. */
async function running(
  units: readonly [number, number] = [20_000, 20_100],
  more: object = {},
  record: object = WARM,
): Promise<void> {
  await put(world, record)
  await act(world, 'start', { coverage: 0.2, reason: 'looks good' })
  await act(world, 'moments', results([2_000, 2_010], 0.05))
  world.clock.now += DAY_MS
  await act(world, 'moments', results(units, 0.1, { day: '2026-11-23', ...more }))
}

describe('the list of experiments', () => {
  it('an empty list teaches the commands, and says how the lift of the holdout comes', async () => {
    const { status, text } = await page('')
    expect([status, text]).toEqual([200, expect.stringContaining('ff -- experiment put idea.json')])
    expect(text).toContain('no results of the holdout have come')
  })

  it('each experiment stands with its coverage, its health and the lift of its first goal, drawn and in figures', async () => {
    await running()
    const { html, text } = await page('')
    expect(text).toMatch(/warm-hero hero .*running for [\d.]+ \w+ ● decide 20 % control, warm ● sound up to 2026-11-23/)
    expect(text).toMatch(/warm: watched-minutes \+10.00 % \(\+[\d.]+ % to \+[\d.]+ %\)/)
    expect(html).toMatch(/<td class="posterior" .*?<svg .*?class="interval"/)
  })

  it('a draft says what is to come of its ramp, and can be started', async () => {
    await put(world, { ...WARM, ramp: [{ at: '2026-11-23T00:00:00Z', coverage: 0.1 }] })
    const { html, text } = await page('')
    expect(text).toContain('0 % 10 % from 2026-11-23 00:00 UTC')
    expect(html).toContain('href="/console/experiments/warm-hero/start"')
  })

  it('an uneven split is told in the list, as is a ramp that stopped by itself', async () => {
    await running([20_000, 24_000])
    expect((await page('')).text).toMatch(/■ its ramp has stopped by itself ■ uneven sample ratio \(p below 0.0001\)/)
  })

  it('an experiment that regions cannot serve beside the others is told, before its start too', async () => {
    const arms = (path: string) => [
      { key: 'control', parameters: {} },
      ...[1, 1.5, 2, 2.5, 3, 3.5].map((value) => ({ key: `by-${value * 2}`, parameters: { [path]: value } })),
    ]
    const more = { ...WARM, key: 'more-terms', layer: 'terms', variations: arms('ranking.terms.freshness.points') }
    expect((await put(world, { ...WARM, variations: arms('ranking.terms.weight.points') })).detail).toBeUndefined()
    await act(world, 'start')
    await put(world, more)
    const refused = await page('/more-terms/start')
    expect(refused.text).toMatch(/dach, .* would not serve it: with it, the region would have more than 8/)
    expect(refused.text).toContain('It would be refused, for what is said above.')
    expect(refused.html).toMatch(/<button type="submit"[^>]* disabled=""[^>]*>Start it/)
    const { rules } = world.publisher
    const weights = { ...rules.ranking.weights, weight: 1 }
    Object.assign(world.publisher, { rules: { ...rules, ranking: { ...rules.ranking, weights } } })
    expect((await page('')).text).toMatch(/warm-hero .*■ not served in .*dach/)
    expect((await page('/warm-hero')).text).toMatch(/dach, .* do not serve it: \S*weight/)
  })

  it('what all learning has brought is drawn from the results of the holdout', async () => {
    await world.ops('POST', '/experiments/holdout/moments', holdoutResults(0.1))
    expect((await page('')).text).toMatch(/It is certain that something moved\. .*watched-minutes \+10.00 %/)
    const { html, text } = await page('/holdout')
    expect(text).toMatch(/served by day, in figures .*2026-11-22 \+10.00 %/)
    // One day is no time to draw over.
    expect(html).not.toContain('class="always"')
    expect(html).toContain('class="interval"')
    expect(text).toMatch(/served \+10.00 % 1 day, 2026-11-22: its interval at every look −[\d.]+ % 0.00 % \+[\d.]+ %/)
    expect(text).toContain('Lift against held-out')
    expect(text).toContain('● Sample ratio: ok')
  })
})

describe('one experiment', () => {
  it('the verdict comes first, then its intervals over time with a table beside, and the values of each arm', async () => {
    await running()
    const { html, text } = await page('/warm-hero')
    expect(text).toMatch(/● There is enough to decide\. Up to 2026-11-23.*goal-better warm is better than control/)
    expect(html).toMatch(/class="always" d="M0,.*?class="once".*?class="lift".*?class="goal"/s)
    expect(text).toMatch(/2026-11-23 \+10.00 % .*2026-11-22 \+5.00 %/)
    expect(text).toMatch(/The rules .* 2 control .*20,000 \(49.88 %\) as the rules warm .*20,100 \(50.12 %\) 12/)
    expect(text).toMatch(/started 20 % ops : looks good/)
    expect(html.indexOf('The verdict')).toBeLessThan(html.indexOf('interval-pictures'))
  })

  it('a guardrail that is harmed is told by shape and word, with the numbers', async () => {
    const arm = (n: number, mean: number) => ({ n, m: { sum: n * mean, sumSquares: n * (mean * mean + 0.1) } })
    const { moments } = results([20_000, 20_000], 0) as { moments: { metrics: object[] } }
    const guardrail = { id: 'empty-rate', kind: 'mean', goal: 'down', guardrail: true }
    const metrics = [...moments.metrics, { ...guardrail, arms: [arm(20_000, 1), arm(20_000, 1.2)] }]
    await running([20_000, 20_000], { moments: { ...moments, metrics } }, { ...WARM, guardrails: ['empty-rate'] })
    expect((await page('/warm-hero')).text).toMatch(
      /empty-rate less is better.* warm ■ harmed 1 1.2 \+20.00 % \(\+[\d.]+ % to/,
    )
  })

  it('an uneven split is told with the place where it is worst', async () => {
    const { moments } = results([20_000, 24_000], 0.1) as { moments: object }
    const cells = [
      { where: { territory: 'DE' }, units: [10_000, 10_000] },
      { where: { territory: 'FR' }, units: [10_000, 14_000] },
    ]
    await running([20_000, 24_000], { moments: { ...moments, cells } })
    const { text } = await page('/warm-hero')
    expect(text).toMatch(/Its ramp has stopped by itself.*worst in territory FR/)
    expect(text).toContain('The split is worst in territory FR : 10,000 : 14,000 (p below 0.0001)')
    expect(text).toContain('■ Sample ratio: mismatch')
  })

  it('one without results says which command brings them, and one that is not there is not found', async () => {
    await put(world, WARM)
    expect((await page('/warm-hero')).text).toContain('nobody takes part yet')
    await act(world, 'start')
    expect((await page('/warm-hero')).text).toContain('experiment analyze warm-hero')
    await act(world, 'moments', results([0, 0], 0))
    const { text } = await page('/warm-hero')
    expect(text, 'no unit is no share and no lift').not.toMatch(/0(\.00)? %, no-units|warm 0\.00 %/)
    expect((await page('/other')).status).toBe(404)
  })
})

describe('acts on an experiment', () => {
  it('a start says who would get what instead of what, before its form', async () => {
    await put(world, WARM)
    const { html, text } = await page('/warm-hero/start')
    expect(text).toMatch(/1 % of all units.*warm : slate.home-hero.temperature 12 instead of 2/)
    expect(html).toMatch(/data-send="POST \/ops\/v1\/experiments\/warm-hero\/start".*name="coverage".*name="reason"/s)
    expect(html, 'for what was seen, and not for what somebody made of it since').toContain(
      'data-if-match="&quot;1&quot;"',
    )
    await act(world, 'start')
    const again = await page('/warm-hero/start')
    expect(again.text).toContain('It is running: only a draft starts.')
    expect(again.html).not.toContain('data-send')
  })

  it('a start after a step of its ramp proposes as many as the step has', async () => {
    await put(world, { ...WARM, ramp: [{ at: '2026-11-01T00:00:00Z', coverage: 0.5 }] })
    const { html, text } = await page('/warm-hero/start')
    expect(text).toContain('A step of its ramp has passed, by which 50 % take part')
    expect(html).toMatch(/name="coverage"[^>]* value="0.5"/)
  })

  it('a start that would change nothing for anybody says why, and cannot be pressed', async () => {
    await world.ingest(...SCHEDULE)
    const weighted = { key: 'warm', parameters: { 'campaigns.cmp_main.weight': 4 } }
    await put(world, { ...WARM, variations: [WARM.variations[0], weighted] })
    expect((await page('/warm-hero/start')).html).not.toContain('disabled')
    await world.ingest(campaign('main', ['one', 'two'], { end: '2026-11-01T00:00:00' }))
    const { html, text } = await page('/warm-hero/start')
    expect(text).toMatch(/It would be refused now: the campaign cmp_main is over, .* changes nothing for anybody/)
    expect(html).toMatch(/<button type="submit"[^>]* disabled=""[^>]*>Start it/)
  })

  it('a ramp that stopped by itself is resumed as one, and says first why it stopped', async () => {
    await running([20_000, 24_000])
    const { html, text } = await page('/warm-hero/ramp')
    expect(text).toMatch(/Its ramp has stopped by itself\..*other shares.*Resume it all the same/)
    expect(html).toContain('name="resume" value="true"')
    expect(html).not.toContain('name="coverage"')
  })

  it('a stop says what everybody goes back to', async () => {
    await running()
    expect((await page('/warm-hero/stop')).text).toContain(
      'the 20 % of all units that take part get what the rules have',
    )
  })

  it('a decision shows what the winner found and what is left to do; against the analysis it asks why', async () => {
    await running()
    const due = await page('/warm-hero/decide')
    expect(due.text).toMatch(/The analysis says ● decide.*rules\/slate.json surfaces.home-hero.temperature: 2 → 12/)
    expect(due.html).toContain('name="winner" value="warm"')
    expect(due.html).not.toContain('name="despite"')
    const otherwise = await page('/warm-hero/decide?winner=control')
    expect(otherwise.text).toContain('Nothing is left to do')
    expect(otherwise.text).toMatch(
      /The analysis says: warm is better than control at \S+\. Why it is decided all the same/,
    )
    expect((await page('/warm-hero/decide?winner=nobody')).status).toBe(400)
    world.clock.now += DAY_MS
    await act(world, 'moments', results([3_000, 3_010], 0, { day: '2026-11-24' }))
    expect((await page('/warm-hero/decide')).html).toContain('name="despite" required')
    await act(world, 'decide', { winner: 'warm', reason: 'more starts', despite: 'the season ends' })
    expect((await page('/warm-hero')).text, 'what is left to do stays to be read').toMatch(
      /warm won.*Left to do.*surfaces\.home-hero\.temperature: 2 → 12/,
    )
  })
})
