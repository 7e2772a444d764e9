import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readKeyring } from '../../../src/edge/token/keyring.ts'
import { sealSession } from '../../../src/edge/token/sealed-session.ts'
import { newSession } from '../../../src/edge/token/session.ts'
import { METADATA_SPACE } from '../../../src/model/columns/taste-space.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import type { DecisionLogLine } from '../../../src/model/messages/decision-log.ts'
import type { Body } from '../device.ts'
import { ask, until } from '../device.ts'
import { type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish, putTakedowns, takedownList } from '../publish.ts'
import { pagesOf } from '../residence/text-world.ts'
import { compiled, films, type Schedule } from '../schedule.ts'
import { type Asker, visit, visits } from './replay-requests.ts'
import { differences, opened, plainLine, sentLines, unsealed } from './replay-world.ts'

const VISITS = 280
/** Two trailers and two clips of each film: for a title there is something to choose. */
const DACH = compiled('dach', twoTrailers(films(40)))
const NA = compiled('na', films(120))

let world: EdgeWorld
const answers: Body[] = []
let lines: readonly DecisionLogLine[]

function twoTrailers({ titles, assets, campaigns }: Schedule): Schedule {
  const trailers = assets.filter(({ kind }) => kind === 'trailer')
  // Ids are branded by their schema; these are those of the records beside them, with an ending.
  const seconds = trailers.map((trailer) => ({ ...trailer, id: `${trailer.id}-2` as typeof trailer.id }))
  const wide = campaigns.map((campaign) =>
    campaign.id === 'cmp_wide' && Array.isArray(campaign.assets)
      ? { ...campaign, assets: [...campaign.assets, ...seconds.map(({ id }) => id)] }
      : campaign,
  )
  return { titles, assets: [...assets, ...seconds], campaigns: wide }
}

async function askers(): Promise<Asker[]> {
  const tokens = [
    undefined,
    await world.viewerToken({ cap: 12 }),
    await world.viewerToken({ kids: true, cap: 6 }),
    await world.viewerToken({ adult: true, cap: 18, personalize: true, ent: ['subscription'], sub: 'anna' }),
  ]
  const keyring = await readKeyring(JSON.stringify([{ kid: 's1', key: world.sealingKey }]), 'SESSION_KEYS')
  const profile = {
    subject: hash32('anna'),
    readAtSeconds: Math.floor(Date.now() / 1000),
    taste: Array.from({ length: 32 }, (_, index) => (index % 5) * 10 - 20),
    space: hash32(METADATA_SPACE),
    watched: [hash32('ttl_film-001')],
    caps: [{ key: 7, count: 3, windowStartSeconds: Math.floor(Date.now() / 1000) - 60 * 86_400, windowStep: 51 }],
  }
  const annas = await sealSession(
    { ...newSession(Date.now(), (size) => new Uint8Array(size).fill(7)), profile },
    keyring,
  )
  return ['DE', 'AT', 'XX'].flatMap((country) =>
    tokens.map((token, at) => ({ country, token, session: at === 3 ? annas : undefined })),
  )
}

beforeAll(async () => {
  world = await startEdgeWorld(['edge', 'pages'], {
    variables: { DEBUG_CONTEXT: 'on', DECISION_LOG_RATE: '1' },
    cache: false,
  })
  const edge = world.isolate('edge')
  await publish(edge.storage, world.key, 'dach', DACH)
  await until(edge, 'dach', ({ rung }) => rung === 'fresh')
  const everybody = await askers()
  const made = fc.sample(visits, { numRuns: VISITS, seed: 20_261_122 })
  for (const [at, one] of made.entries()) {
    if (at === VISITS / 2) {
      const targets = ['ast_film-000-clip-1', 'ttl_film-001', 'cmp_capped', 'tag:about-film-002-trailer', 'ast_nobody']
      await putTakedowns(
        edge.storage,
        world.key,
        takedownList(
          'dach',
          2,
          targets.map((target) => ({ target })),
        ),
      )
      await until(edge, 'dach', ({ takedowns }) => takedowns.count === targets.length)
    }
    const asker = everybody[one.asker % everybody.length]
    if (asker) answers.push(...(await visit(edge, asker, one)))
  }
  const turn = new Map(answers.map(({ decisionId }, at) => [decisionId, at]))
  // Behind the answers, and not always in their order.
  lines = (await sentLines(edge, answers.length))
    .map(plainLine)
    .sort((one, other) => (turn.get(one.decisionId) ?? -1) - (turn.get(other.decisionId) ?? -1))
})
afterAll(() => world.close())

/** The one list that a line of nobody abroad names. */
const listOf = (denies: DecisionLogLine['denies']) => ('lists' in denies ? denies.lists[0] : undefined)

const dach = () => lines.filter(({ snapshot }) => snapshot.rung === 'fresh')
const inDach = (some: readonly DecisionLogLine[]) =>
  differences(opened(some[0]?.snapshot.id ?? '', DACH), some, world.isolate('edge').storage)

describe('every answer', () => {
  it('every answer has its line, with its very body but for what is sealed', () => {
    expect(answers.length).toBeGreaterThan(300)
    expect(lines).toHaveLength(answers.length)
    expect(lines.map(({ answer }) => answer?.body)).toEqual(answers.map(unsealed))
  })

  it('every answer is made again byte for byte from its line and its snapshot, by both engines', async () => {
    expect(dach().length).toBeGreaterThan(200)
    const found = await inDach(dach())
    expect(found.filter((difference) => difference !== null)).toEqual([])
  })

  it('the answers of these tests meet everything that a decision can depend on', () => {
    const some = (is: (line: DecisionLogLine) => boolean) => dach().some(is)
    expect({
      drawn: some(({ answer }) => answer?.propensities.some((chance) => chance < 1) === true),
      sticky: some(({ memory }) => memory.sticky.length > 0),
      profile: some(({ memory }) => memory.profile.length > 0 && memory.watched.length > 0),
      taught: some(({ memory }) => memory.session.length > 0),
      unwanted: some(({ memory }) => memory.unwanted.length > 0),
      shown: some(({ memory }) => memory.shown.length > 0),
      capped: some(({ counts }) => counts.length > 0),
      later: some(
        ({ firstPosition, served, memory }) => firstPosition > 0 && served.length > 0 && memory.recent.length > 0,
      ),
      takenDown: some(({ denies }) => listOf(denies)?.sequence === 2 && listOf(denies)?.denies === 5),
      before: some(({ denies }) => listOf(denies)?.sequence === 1 && listOf(denies)?.denies === 0),
      screens: some(({ placements }) => placements.length > 1),
      empty: some(({ logged }) => logged.because === 'empty'),
      pinned: some(({ placements }) => placements.some(({ titleId }) => titleId !== null)),
      retried: some(({ seed, decisionId }) => seed !== decisionId),
    }).toEqual(
      Object.fromEntries(
        ['drawn', 'sticky', 'profile', 'taught', 'unwanted', 'shown', 'capped', 'later', 'takenDown', 'before']
          .concat(['screens', 'empty', 'pinned', 'retried'])
          .map((name) => [name, true]),
      ),
    )
  })
})

describe('a replay of a spoilt line', () => {
  const drawn = () => {
    const line = dach().find(({ answer }) => (answer?.propensities[0] ?? 1) < 1)
    if (!line?.answer?.body) throw new Error('nothing was drawn')
    return { ...line, answer: { ...line.answer, body: line.answer.body } }
  }

  it('a replay sees a body that is not what was decided, and where', async () => {
    const line = drawn()
    const body = { ...line.answer.body, validForMs: 1 }
    const [difference] = await inDach([{ ...line, answer: { ...line.answer, body } }])
    expect(difference).toMatchObject({ path: 'validForMs', logged: 1, engine: 'typescript' })
  })

  it("a replay sees a chance that was not the pick's", async () => {
    const line = drawn()
    const propensities = line.answer.propensities.map((chance) => chance / 2)
    const [difference] = await inDach([{ ...line, answer: { ...line.answer, propensities } }])
    expect(difference?.path).toBe('propensities[0]')
  })

  it('a replay sees inputs that were not those of the decision', async () => {
    const asked = dach().filter(({ answer }) => answer?.propensities.some((chance) => chance < 1))
    const seeds = await inDach(asked.map((line) => ({ ...line, seed: 'another' })))
    expect(seeds.filter((difference) => difference !== null).length).toBeGreaterThan(asked.length / 2)
  })

  it('a replay sees a takedown that a line lost', async () => {
    const taken = dach().filter(({ denies }) => (listOf(denies)?.denies ?? 0) > 0)
    const found = await inDach(taken.map((line) => ({ ...line, denies: { lists: [] } })))
    expect(found.some((difference) => difference !== null)).toBe(true)
  })

  it('a replay reads a line of the old form, which has the entries of its list in itself', async () => {
    const targets = ['ast_film-000-clip-1', 'ttl_film-001', 'cmp_capped', 'tag:about-film-002-trailer']
    const entries = targets.map((target, at) => ({ id: `tkd_${at}`, target, territories: null, until: null }))
    const taken = dach().filter(({ denies }) => listOf(denies)?.sequence === 2)
    const found = await inDach(taken.map((line) => ({ ...line, denies: { sequence: 2, entries } })))
    expect(found.filter((difference) => difference !== null)).toEqual([])
  })

  it('a replay sees that a snapshot is another', async () => {
    const other = opened(dach()[0]?.snapshot.id ?? '', compiled('dach', films(39)))
    expect(
      (await differences(other, dach(), world.isolate('edge').storage)).filter((difference) => difference !== null)
        .length,
    ).toBeGreaterThan(100)
  })
})

it('an answer that passed over what had no words is made again as it was', async () => {
  const isolate = world.isolate('pages')
  const pages = await pagesOf('na', NA)
  for (const { key } of pages.slice(0, 1)) isolate.storage.faults.set(key, 'throw')
  await publish(isolate.storage, world.key, 'na', NA)
  const placements = Array.from({ length: 12 }, (_, at) => ({ id: `t${at}`, surface: 'browse-tile' }))
  const bodies: Body[] = []
  for (let turn = 0; turn < 40; turn++) {
    bodies.push((await ask(isolate, '/v1/decisions', { country: 'US', body: { placements } })).body)
  }
  const logged = (await sentLines(isolate, bodies.length))
    .map(plainLine)
    .filter(({ snapshot }) => snapshot.rung === 'fresh')
  const short = logged.filter(({ leftOut }) => leftOut.length > 0)
  expect(short.length).toBeGreaterThan(0)
  for (const { attempts, answer, leftOut } of logged) {
    expect([attempts[0], attempts[1] > 0, answer?.drawn.includes(false)]).toEqual([
      0,
      ...Array(2).fill(leftOut.length > 0),
    ])
    expect(new Set(answer?.drawn).size).toBe(1)
  }
  expect(await differences(opened(logged[0]?.snapshot.id ?? '', NA), logged, isolate.storage)).toEqual(
    logged.map(() => null),
  )
  const whole = await differences(
    opened(short[0]?.snapshot.id ?? '', NA),
    short.map((line) => ({ ...line, leftOut: [] })),
    isolate.storage,
  )
  expect(whole.some((difference) => difference !== null)).toBe(true)
})

it('a name that a client uses for two requests is no seed for both, and for one of them twice', async () => {
  const edge = world.isolate('edge')
  const feed = async (query: string) =>
    (await ask(edge, `/v1/clips?limit=3&requestId=mine${query}`, { country: 'DE' })).body
  const first = await feed('')
  const again = await feed('')
  const next = await feed(`&cursor=${encodeURIComponent(first.cursor ?? '')}`)
  const carried = await feed(`&session=${encodeURIComponent(first.session)}`)
  const ids = [first, again, next, carried].map(({ decisionId }) => decisionId)
  const logged = (await sentLines(edge, answers.length + 4)).map(plainLine)
  const seeds = ids.map((id) => logged.find(({ decisionId }) => decisionId === id)?.seed)
  expect([ids[0] === ids[1], seeds[0] === seeds[1], new Set(seeds).size]).toEqual([true, true, 3])
  expect(again.decisions).toEqual(first.decisions)
})
