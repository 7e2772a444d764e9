import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { shorten } from '../../../src/model/denies/short-hashes.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import type { LiveReader } from '../../../src/publisher/announce/live-region.ts'
import { createSigner } from '../../../src/publisher/announce/signer.ts'
import { announcedList } from '../../../src/publisher/takedowns/lists/announced-list.ts'
import { fewerGroups } from '../../../src/publisher/takedowns/lists/fewer-groups.ts'
import { type SealedList, sealList } from '../../../src/publisher/takedowns/lists/seal-list.ts'
import { together, type Withdrawn, without } from '../../../src/publisher/takedowns/withdrawn.ts'
import { keys } from '../../../src/snapshot/format.ts'
import { PACKED_BYTES_MAX, PACKED_GROUPS_MAX, TAKEDOWNS_BYTES_MAX } from '../../../src/snapshot/takedowns/limits.ts'
import { decodePacked, type PackedGroup } from '../../../src/snapshot/takedowns/packed.ts'
import { MemorySink } from '../memory-sink.ts'

let reader: LiveReader & { readonly sink: MemorySink }
beforeAll(async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const environment = { SNAPSHOT_SIGNING_KEY: JSON.stringify(await exportJWK(privateKey)), SNAPSHOT_KEY_ID: 'tests' }
  const signer = createSigner(environment as Parameters<typeof createSigner>[0])
  reader = { sink: new MemorySink(), signer, now: () => Date.UTC(2026, 10, 22) }
})

const order = (id: number, more: object = {}) => ({
  id: `tkd_${id}`,
  target: `ast_${id}`,
  territories: null,
  until: null,
  ...more,
})
const many = (count: number): Withdrawn => ({
  orders: Array.from({ length: count }, (_, id) => order(id)),
  changes: [],
})

/** Seals a list over what is announced, and announces it. */
async function announce(sequence: number, withdrawn: Withdrawn): Promise<SealedList> {
  const announced = await announcedList('dach', reader)
  const wanted = { region: 'dach' as const, sequence, withdrawn, lifted: [], narrowed: [1], completeFrom: 0 }
  const sealed = await sealList(wanted, announced, await announced.base(), reader)
  if (sealed === null) throw new Error('not sealed')
  for (const { key, bytes } of sealed.values) await reader.sink.put(key, bytes)
  await reader.sink.put(keys.takedowns('dach'), sealed.text)
  return sealed
}
async function said(): Promise<Withdrawn> {
  const { delta, base } = await announcedList('dach', reader)
  return together((await base()) ?? { orders: [], changes: [] }, delta)
}

describe('a list of more orders than fit word for word', () => {
  it('a long list is taken by every edge, hides all of its orders, and can be read back word for word', async () => {
    const withdrawn = many(5_000)
    const { text, values, payload } = await announce(1, withdrawn)
    expect(text.length).toBeLessThanOrEqual(TAKEDOWNS_BYTES_MAX)
    const denies = values.find(({ key }) => key.endsWith('/denies'))
    expect(denies?.bytes.length).toBeLessThanOrEqual(PACKED_BYTES_MAX)
    expect(payload.packed?.count).toBe(5_000)
    const groups = decodePacked(denies?.bytes ?? new Uint8Array()) ?? []
    for (const { target } of withdrawn.orders) {
      const isHidden = groups.some(({ hashes }) => hashes.values.includes(shorten(hash32(target), hashes.range)))
      expect(isHidden, target).toBe(true)
    }
    expect(without(withdrawn, await said())).toEqual({ orders: [], changes: [] })
  })

  it('a long list takes the next order by hand into the list itself, over the same packed part', async () => {
    const before = await announce(2, many(5_000))
    const more = [...many(5_000).orders, order(9_001), order(9_002, { target: 'surface:home-hero' })]
    const after = await announce(3, { orders: more, changes: [] })
    expect(after.values).toEqual([])
    expect(after.payload.packed).toEqual(before.payload.packed)
    expect(after.payload.entries.map(({ id }) => id)).toEqual(['tkd_9001', 'tkd_9002'])
    expect(without({ orders: more, changes: [] }, await said())).toEqual({ orders: [], changes: [] })
  })

  it('a long list is packed again without what was lifted of it', async () => {
    await announce(4, many(5_000))
    const { orders } = many(5_000)
    const after = await announce(5, { orders: orders.slice(1), changes: [] })
    expect(after.payload.packed?.count).toBe(4_999)
    expect((await said()).orders.some(({ id }) => id === 'tkd_0')).toBe(false)
  })
})

describe('groups that are too many for a reader', () => {
  const group = (index: number, more: Partial<PackedGroup> = {}): PackedGroup => ({
    kind: 'asset',
    number: 1,
    territories: null,
    from: null,
    until: null,
    targets: [`ast_${index}`],
    ...more,
  })
  /** Whether all that a group withdraws is withdrawn by one of those. */
  const isCovered = (one: PackedGroup, those: readonly PackedGroup[]): boolean =>
    one.targets.every((target) =>
      those.some(
        (each) =>
          each.targets.includes(target) &&
          (each.number === null || each.number >= (one.number ?? Number.POSITIVE_INFINITY)) &&
          (each.territories === null ||
            (one.territories?.every((code) => each.territories?.includes(code)) ?? false)) &&
          (each.from === null || each.from <= (one.from ?? Number.NEGATIVE_INFINITY)) &&
          (each.until === null || each.until >= (one.until ?? Number.POSITIVE_INFINITY)),
      ),
    )

  it.each([
    [
      'numbers that no announced snapshot tells apart',
      (index: number) => group(index, { number: index + 1 }),
      'nothing',
    ],
    ['times', (index: number) => group(index, { until: 1e12 + index }), 'times'],
    ['places', (index: number) => group(index, { territories: [`Z${index}`] }), 'places'],
  ] as const)('groups that differ in %s are merged until they fit, and none withdraws less', (_what, made, givenUp) => {
    const groups = Array.from({ length: 600 }, (_, index) => made(index))
    const fewer = fewerGroups(groups, [300, 600])
    expect(fewer.givenUp).toBe(givenUp)
    expect(fewer.groups.length).toBeLessThanOrEqual(PACKED_GROUPS_MAX)
    for (const each of groups) expect(isCovered(each, fewer.groups), JSON.stringify(each)).toBe(true)
  })

  it('groups stay as they are but for the smallest when there is one too many', () => {
    const groups = Array.from({ length: PACKED_GROUPS_MAX + 1 }, (_, index) =>
      group(index, {
        territories: [`Z${index}`],
        targets: Array.from({ length: index + 1 }, (_each, n) => `ast_${index}_${n}`),
      }),
    )
    const { groups: fewer } = fewerGroups(groups, [1])
    expect(fewer.filter(({ territories }) => territories !== null)).toHaveLength(254)
  })
})
