import { afterEach, beforeEach, expect, it } from 'vitest'
import { EVALUATION } from '../../../src/contracts/ops/operations/experiments/estimate-example.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
})
afterEach(() => world.close())

const page = async (path = '') => {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await world.app.request(`/console/experiments/estimates${path}`, { headers }, world.environment)
  const html = await answer.text()
  return { status: answer.status, html, text: html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ') }
}
const send = async (evaluation: object = EVALUATION, more: object = {}) => {
  const order = { name: 'warmer', logs: ['shown.ndjson'], evaluation, ...more }
  const answer = await world.ops('POST', '/estimates', order)
  return ((await answer.json()) as { id: string }).id
}

it('a page of no estimates teaches the command that sends one', async () => {
  const { status, text } = await page()
  expect([status, text]).toEqual([200, expect.stringContaining('ff -- ope --log shown.ndjson')])
})

it('the list says of each its verdict, and in which words it is refused', async () => {
  const id = await send()
  const { html, text } = await page()
  expect(text).toMatch(
    /warmer table:warm.json ■ refused effective-sample-size 0.0521 \(0.0318 to 0.0724\) 141.2 of 3,520/,
  )
  expect(html).toContain(`href="/console/experiments/estimates/${id}"`)
})

it('an estimate says why it is refused in a sentence, shows all numbers, and draws its weights with a table', async () => {
  const { html, text } = await page(`/${await send()}`)
  expect(text).toMatch(/■ Refused: .*effective-sample-size the weights are so uneven that 3,520 rows/)
  expect(text).toMatch(/ipw 0.0521 .*snipw 0.0498 .*dm 0.0433 .*dr 0.0507/)
  expect(html).toMatch(/<svg class="coverage".*?<rect /s)
  expect(text).toMatch(/0 to 0.01 1,204 0.5 to 2 2,310 20 to 50 6/)
  expect(text).toContain('line 41: propensity: it is 0')
})

it('an estimate of a snapshot names it in full, with the way to its region', async () => {
  const snapshot = { id: 'ab'.repeat(32), region: 'dach' }
  const { html } = await page(`/${await send(EVALUATION, { snapshot })}`)
  expect(html).toContain(`<code>${snapshot.id}</code> of <a href="/console/regions/dach">dach</a>`)
})

it('an estimate that could not be computed has no number, and one that is gone is not found', async () => {
  const none = { value: null, low: null, high: null }
  const estimates = { ...EVALUATION.estimates, snipw: none }
  const { status, text } = await page(`/${await send({ ...EVALUATION, estimates, support: null, histogram: [] })}`)
  expect([status, text]).toEqual([200, expect.stringContaining('snipw – (no interval)')])
  expect(text).toContain('No row has a weight.')
  expect((await page('/est_gone')).status).toBe(404)
})
