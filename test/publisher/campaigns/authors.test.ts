import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { campaign } from '../records.ts'
import { type EditorsWorld, ONE, startEditorsWorld } from './editors-world.ts'

let world: EditorsWorld
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startEditorsWorld()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const NAMES = (...who: string[]) => who.map((each) => `${each}@example.com`)

/** None of them may approve what waits, and `other` may. */
async function expectApproved(authors: readonly string[], other: string, id = 'cmp_one'): Promise<void> {
  expect((await world.act(other, 'submit', id)).status).toBe(200)
  expect((await world.show(id)).body.authors).toEqual(NAMES(...authors))
  for (const author of authors) {
    const refused = await world.act(author, 'approve', id)
    expect([author, refused.status]).toEqual([author, 403])
    for (const name of NAMES(...authors.filter((each) => each !== author))) expect(refused.body.detail).toContain(name)
  }
  expect((await world.act(other, 'approve', id)).status).toBe(200)
  expect((await world.show(id)).body.authors).toEqual([])
}

describe('who wrote a campaign does not approve it', () => {
  it('two persons who edited the same draft one after the other are both its authors', async () => {
    await world.put('anna', { ...ONE, weight: 2 })
    await world.put('ben', { ...ONE, weight: 2, name: 'better' })
    await expectApproved(['anna', 'ben'], 'cara')
  })

  it('a bulk edit of the draft of another person leaves both as authors', async () => {
    await world.make('anna', campaign('new', ['one'], { territories: ['DE'], status: 'draft' }))
    await world.bulk('ben', { ids: ['cmp_new'], set: { weight: 3 } })
    await expectApproved(['anna', 'ben'], 'cara', 'cmp_new')
  })

  it('a spreadsheet that changes the draft of another person leaves both as authors', async () => {
    await world.put('anna', { ...ONE, weight: 2 })
    const { revision } = (await world.show()).body
    const rows = `id,revision,assets,territories,surfaces,start\ncmp_one,${revision},ast_one,AT,home-hero,2026-01-01T00:00:00\n`
    const sent = await world.ask('ben', 'POST', '/campaigns.csv?reason=why', rows, { 'content-type': 'text/csv' })
    expect(sent.body).toMatchObject({ done: 1 })
    await expectApproved(['anna', 'ben'], 'cara')
  })

  it('an undo that puts back a draft which was gone meanwhile brings its author back', async () => {
    await world.put('anna', { ...ONE, weight: 2 })
    const { body } = await world.bulk('ben', { set: { weight: 1 } })
    expect((await world.show()).body.next).toBeNull()
    expect((await world.undo('ben', body.change)).body).toMatchObject({ done: 1 })
    await expectApproved(['anna', 'ben'], 'cara')
  })

  it('whoever copies a draft shares it with its author', async () => {
    await world.make('anna', campaign('new', ['one'], { territories: ['DE'], status: 'draft' }))
    await world.ask('ben', 'POST', '/campaigns/cmp_new/copy', { id: 'cmp_copy', reason: 'a reason' })
    await expectApproved(['anna', 'ben'], 'cara', 'cmp_copy')
  })

  it('a draft that was ended keeps its author for whoever copies it', async () => {
    await world.make('anna', campaign('new', ['one'], { territories: ['DE'], status: 'draft' }))
    await world.act('ben', 'end', 'cmp_new')
    await world.ask('ben', 'POST', '/campaigns/cmp_new/copy', { id: 'cmp_copy', reason: 'a reason' })
    expect((await world.show('cmp_copy')).body.authors).toEqual(NAMES('anna', 'ben'))
  })

  it('whoever copies what was approved is the only author of the copy', async () => {
    await world.put('anna', { ...ONE, weight: 2 })
    await expectApproved(['anna'], 'ben')
    await world.ask('ben', 'POST', '/campaigns/cmp_one/copy', { id: 'cmp_copy', reason: 'a reason' })
    await expectApproved(['ben'], 'anna', 'cmp_copy')
  })

  it('whoever sends the text of another person again, or submits it, wrote nothing of it', async () => {
    await world.put('anna', { ...ONE, weight: 2 })
    await world.put('ben', { ...ONE, weight: 2 })
    await world.act('ben', 'submit')
    await world.act('ben', 'reject')
    await expectApproved(['anna'], 'ben')
  })

  it('whoever brings the draft of another person by an ingest with approval does not let its author approve it', async () => {
    await world.put('anna', { ...ONE, priority: 'takeover' })
    await world.ask('ben', 'POST', '/ingest?approve=1', [{ ...ONE, priority: 'takeover' }])
    expect((await world.show()).body.next).toMatchObject({ campaign: { status: 'review' } })
    await expectApproved(['anna'], 'cara')
  })

  it('what is written anew after a withdrawal has no author of before', async () => {
    await world.put('anna', { ...ONE, weight: 2 })
    await world.act('ben', 'withdraw')
    await world.put('ben', { ...ONE, weight: 3 })
    await expectApproved(['ben'], 'anna')
  })

  it('the authors survive an export and a restore', async () => {
    await world.put('anna', { ...ONE, weight: 2 })
    await world.put('ben', { ...ONE, weight: 3 })
    await world.make('anna', campaign('new', ['one'], { territories: ['DE'], status: 'draft' }))
    await world.bulk('ben', { ids: ['cmp_new'], set: { weight: 3 } })
    const lines = await (await world.app.request('/ops/v1/export', await headersOf('anna'), world.env)).text()
    await world.redis('DEL', 'campaign:cmp_one', 'campaign:cmp_new')
    const restored = await world.ops(
      'POST',
      '/restore?force=1',
      lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    )
    expect(restored.status).toBe(200)
    for (const id of ['cmp_one', 'cmp_new']) expect((await world.show(id)).body.authors).toEqual(NAMES('anna', 'ben'))
  })

  it('a campaign that was stored before authors were kept has the one who wrote it last', async () => {
    await world.put('anna', { ...ONE, weight: 2 })
    const stored = JSON.parse(String(await world.redis('GET', 'campaign:cmp_one')))
    delete stored.next.authors
    await world.redis('SET', 'campaign:cmp_one', JSON.stringify(stored))
    await world.put('ben', { ...ONE, weight: 3 })
    await expectApproved(['anna', 'ben'], 'cara')
  })
})

async function headersOf(who: string) {
  return { headers: { 'cf-access-jwt-assertion': await world.token(`${who}@example.com`) } }
}
