import { RegionCompiler } from '../../src/compile/compiler.ts'
import type { Context, Hints, Place, Viewer } from '../../src/decide/context/context.ts'
import { deriveContext } from '../../src/decide/context/derive-context.ts'
import { inRowOrder } from '../../src/model/columns/row-order.ts'
import type { Snapshot } from '../../src/model/columns/snapshot.ts'
import type { Asset } from '../../src/model/nouns/asset.ts'
import type { Campaign } from '../../src/model/nouns/campaign.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'
import type { Title } from '../../src/model/nouns/title.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { placeOf } from '../../src/rules/lookup/place-table.ts'
import { regionFor } from '../../src/rules/lookup/route.ts'
import { decodeSnapshot } from '../../src/snapshot/decode.ts'
import { encodeSnapshot } from '../../src/snapshot/encode.ts'
import { TextEntries } from '../../src/snapshot/text/text-entries.ts'
import type { OracleContext } from './oracle/oracle-request.ts'

/** A schedule as plain lists. */
export interface Schedule {
  readonly titles: readonly Title[]
  readonly assets: readonly Asset[]
  readonly campaigns: readonly Campaign[]
}

/** Compiles a schedule for a region and opens it from its bytes, as the edge would. */
export function snapshotOf(region: RegionId, schedule: Schedule, now = Date.UTC(2026, 10, 22)) {
  const compiler = new RegionCompiler(bundledRules(), region, now, new TextEntries())
  for (const title of schedule.titles) compiler.addTitle(title)
  for (const asset of inRowOrder(schedule.assets)) compiler.addAsset(asset)
  for (const campaign of schedule.campaigns) {
    compiler.addCampaign(campaign, Array.isArray(campaign.assets) ? campaign.assets : [])
  }
  const compiled = compiler.finish()
  const shards = encodeSnapshot(compiled)
  const snapshot: Snapshot = decodeSnapshot('test', new Map(shards.map((shard) => [shard.name, shard.bytes])))
  return { snapshot, rejected: compiled.rejected }
}

export const GUEST: Viewer = {
  state: 'guest',
  subject: null,
  cap: null,
  kids: false,
  adult: false,
  pin: false,
  personalize: false,
  entitlements: [],
  residence: null,
}

export const NO_HINTS: Hints = {
  device: null,
  codecs: [],
  maxHeight: null,
  language: null,
  autoplayOff: false,
  saveData: false,
  reducedMotion: false,
  globalPrivacyControl: false,
  kids: false,
  maxAge: null,
}

export function regionIdOf(country: string): RegionId {
  return placeOf(country).region
}

/** The region whose snapshot would answer a worked example. */
export function regionOf(example: OracleContext): RegionId {
  return regionFor(placeFrom(example), viewerFrom(example))
}

/** The context that the edge would derive for a worked example. */
export function contextOf(snapshot: Snapshot, example: OracleContext, snapshotExpired = false): Context {
  return deriveContext(
    snapshot.rules,
    {
      place: placeFrom(example),
      viewer: viewerFrom(example),
      hints: {
        ...NO_HINTS,
        device: example.device ?? null,
        codecs: example.codecs ?? [],
        maxHeight: example.maxHeight ?? null,
        language: example.language ?? null,
        autoplayOff: example.autoplay === 'off',
        saveData: example.saveData ?? false,
        reducedMotion: example.reducedMotion ?? false,
        kids: example.kids ?? false,
        globalPrivacyControl: example.gpc ?? false,
        maxAge: example.maxAge ?? null,
      },
      now: Date.parse(example.now),
    },
    { snapshotExpired },
  )
}

function placeFrom(example: OracleContext): Place {
  const territory = placeOf(example.country).territory
  const tor = example.country === 'T1' ? 'tor' : null
  return {
    country: territory,
    regionCode: example.regionCode ?? null,
    timeZone: example.timezone ?? null,
    anonymizer: example.anonymizer ?? tor,
  }
}

function viewerFrom({ token }: OracleContext): Viewer {
  if (!token) return GUEST
  return {
    state: token.expired ? 'expired' : 'member',
    subject: 'u1',
    cap: token.cap ?? null,
    kids: token.kids ?? false,
    adult: token.adult ?? false,
    pin: token.pin ?? false,
    personalize: token.personalize ?? true,
    entitlements: token.ent ?? [],
    residence: token.res ?? null,
  }
}
