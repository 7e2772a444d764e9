import fc from 'fast-check'
import type { SnapshotHot } from '../../src/model/columns/snapshot.ts'
import { REGION_IDS } from '../../src/model/nouns/region.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { regionRules } from '../../src/rules/lookup/region-rules.ts'
import { encodeSnapshot, type SnapshotContent } from '../../src/snapshot/encode.ts'
import type { Shard } from '../../src/snapshot/format.ts'
import { TextEntries } from '../../src/snapshot/text/text-entries.ts'

const u8 = fc.uint8Array({ maxLength: 6 })
const i8 = fc.int8Array({ maxLength: 6 })
const u16 = fc.uint16Array({ maxLength: 6 })
const u32 = fc.uint32Array({ maxLength: 6 })
const u32Value = fc.nat(0xffff_ffff)
const f64 = fc
  .array(fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 0)), { maxLength: 6 })
  .map((values) => Float64Array.from(values))
const words = fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { maxLength: 4 })

const hours = fc
  .array(
    fc.tuple(
      fc.nat(1000),
      fc.record({
        timeZone: fc.constantFrom('territory', 'Europe/Berlin', 'UTC'),
        parts: fc.array(fc.record({ days: fc.nat(127), from: fc.nat(1440), to: fc.nat(1440) }), {
          minLength: 1,
          maxLength: 3,
        }),
      }),
    ),
    { maxLength: 3 },
  )
  .map((entries) => new Map(entries))

/** Columns of any values: the format must not care what they mean. Only candidates come in pairs. */
const hot: fc.Arbitrary<SnapshotHot> = fc
  .record({
    region: fc.constantFrom(...REGION_IDS),
    territories: words,
    ratingPlaces: words,
    descriptors: words,
    clockLabels: words,
    languages: words,
    candidates: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 6 }),
    exclusionLabels: words,
    assets: fc.record({
      idHash: u32,
      idCheck: u32,
      title: u32,
      window: u16,
      access: u16,
      form: u16,
      content: u16,
      format: u16,
      speech: u16,
      durationMs: u32,
      taste: i8,
    }),
    classes: fc.record({
      access: fc.record({ offer: u32, worldwide: u8 }),
      form: fc.record({ kind: u8, aspect: u8, flashRisk: u8 }),
      content: fc.record({ rating: u32, titleRating: u32, band: u8, descriptors: u32 }),
      format: fc.record({ leastHeight: u16 }),
      speech: fc.record({ languages: u32 }),
    }),
    titles: fc.record({
      idHash: u32,
      idCheck: u32,
      parent: u32,
      offer: u32,
      rating: u32,
      releasedAt: f64,
      franchise: u32,
      cluster: u16,
    }),
    campaigns: fc.record({
      idHash: u32,
      idCheck: u32,
      window: u32,
      surfaces: u8,
      priority: u8,
      kids: u8,
      devices: u8,
      entitlements: u8,
      capCount: u16,
      capWindowSeconds: u32,
      capScope: u8,
      owner: u16,
      exclusionLabels: u32,
      hours,
    }),
    windows: fc.record({ cells: u32, offsets: u32, start: f64, end: f64 }),
    offers: fc.record({
      cells: u32,
      offsets: u32,
      start: f64,
      end: f64,
      promoteFrom: f64,
      types: u8,
      embargoUntil: f64,
    }),
    ratings: fc.record({ age: u8, leastAge: u8, state: u8, kind: u8, text: u16, clockLabel: u8 }),
    genres: fc
      .dictionary(fc.constantFrom('drama', 'comedy'), fc.int8Array({ minLength: 32, maxLength: 32 }))
      .map((genres) => new Map(Object.entries(genres))),
    groups: fc.array(fc.record({ key: fc.string({ maxLength: 12 }), assets: u32, campaigns: u32 }), { maxLength: 4 }),
  })
  .map(({ candidates, ...columns }) => ({
    ...columns,
    candidateAsset: Uint32Array.from(candidates, ([asset]) => asset),
    candidateCampaign: Uint32Array.from(candidates, ([, campaign]) => campaign),
  }))

const entry = fc.dictionary(fc.string({ maxLength: 4 }), fc.string({ unit: 'grapheme' }), { noNullPrototype: true })
const entries = fc.array(entry, { maxLength: 5 })

/** What an asset's entry says of it and of its title. */
const pairs = fc.array(fc.tuple(entry, fc.option(entry)), { maxLength: 5 })

/** Content whose words are a list, so that it can be encoded as often as one likes. */
export interface ListedContent extends Omit<SnapshotContent, 'text'> {
  readonly text: Omit<SnapshotContent['text'], 'assets'> & { readonly assets: readonly string[] }
}

export function encoded(content: ListedContent): readonly Shard[] {
  const assets = new TextEntries()
  for (const entry of content.text.assets) assets.push(entry)
  return encodeSnapshot({ ...content, text: { ...content.text, assets } })
}

/** A snapshot of any content, with as many weights as campaigns. */
export const content: fc.Arbitrary<ListedContent> = fc
  .record({
    hot,
    text: fc.record({ assets: pairs, campaigns: entries, ratings: entries }),
    weight: fc.float({ noNaN: true }),
    mediaHosts: fc.dictionary(fc.stringMatching(/^[a-z0-9-]{1,24}$/), fc.string({ unit: 'grapheme' }), { maxKeys: 4 }),
    leftOut: fc.array(fc.tuple(u32Value, fc.nat(255), u32Value), { maxLength: 4 }),
  })
  .map(({ hot: columns, text, weight, mediaHosts, leftOut }) => ({
    hot: columns,
    text: {
      assets: text.assets.map((entry) => JSON.stringify(entry)),
      campaigns: text.campaigns.map((entry) => JSON.stringify(entry)),
      ratings: text.ratings.map((entry) => JSON.stringify(entry)),
    },
    weights: {
      knownAssets: Uint32Array.of(3, 5),
      impressions: Uint32Array.of(70, 12),
      engagement: Int8Array.of(1, -2, 3, 0, 64, 0, 0, 0, -64, 5),
      weight: new Float32Array(columns.campaigns.idHash.length).fill(weight),
      pacing: new Float32Array(columns.campaigns.idHash.length).fill(1),
      pacingNeed: new Float32Array(columns.campaigns.idHash.length).fill(0.5),
      pacingEnds: new Float64Array(columns.campaigns.idHash.length).fill(1_800_000_000_000),
      mediaHosts: new Map(Object.entries(mediaHosts)),
      leftOut: {
        asset: Uint32Array.from(leftOut, ([asset]) => asset),
        device: Uint8Array.from(leftOut, ([, device]) => device),
        rendition: Uint32Array.from(leftOut, ([, , rendition]) => rendition),
      },
    },
    rules: regionRules(bundledRules(), columns.region),
  }))
