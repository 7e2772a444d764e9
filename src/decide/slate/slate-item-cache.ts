import { bitRow } from '../../model/columns/bit-rows.ts'
import { columnValue } from '../../model/columns/column-value.ts'
import { NO_INDEX, type Snapshot } from '../../model/columns/snapshot.ts'
import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import { capKey } from '../eligibility/gates/pair-gates.ts'
import { contentVerdict, effectiveAge } from '../eligibility/rating-verdict.ts'
import { isNewAsset } from '../score/score-terms.ts'
import { type Audience, NO_CAP, type SlateItem } from './slate-item.ts'

/** The part of a slate item that is the same for every viewer: all but the score, the audience and the caps. */
export interface CachedItem extends Omit<SlateItem, 'score' | 'audience' | 'capLeft' | 'capKnown'> {
  /** How often its campaign's cap allows it to be shown; 0 without a cap. */
  readonly capCount: number
  /** Content class; together with the place it determines the audience. */
  readonly content: number
}

/** Size of one cached item, in bytes. */
const FACE_BYTES = 400
/**
 * Bound of the cached items. Pools take the best few of each context, so they meet the same candidates again and again.
 */
const MOST_FACES = 4096
/** Bound of the places, or pairs of them, whose audiences are cached: one byte for each content class. */
const MOST_PLACES = 64

const AUDIENCES = ['kids', 'open', 'mature'] as const satisfies readonly Audience[]
const NOT_YET = 255

/**
 * Cache of slate items for later decisions: building them anew would take longer than composing a page of them. They
 * depend on the snapshot's columns only, so that its arms share them.
 */
export class SlateItemCache {
  private readonly faces = new Map<number, CachedItem>()
  /** By rating columns: class of content → index of `AUDIENCES`. */
  private readonly audiences = new Map<string, Uint8Array>()
  /** The place of the last request: all items of a pool have the same one. */
  private lastColumns: GateInput['ratingColumns'] | null = null
  private lastAudiences: Uint8Array = new Uint8Array(0)

  constructor(private readonly snapshot: Pick<Snapshot, 'hot' | 'weights' | 'rules'>) {}

  /** Approximate size of the cache, in bytes. */
  get bytes(): number {
    return this.faces.size * FACE_BYTES + this.audiences.size * this.snapshot.hot.classes.content.band.length
  }

  /** The cached item of a candidate. */
  of(row: number): CachedItem {
    const known = this.faces.get(row)
    if (known) return known
    if (this.faces.size >= MOST_FACES) this.faces.clear()
    const made = faceOf(this.snapshot, row)
    this.faces.set(row, made)
    return made
  }

  /** The audience of a content class at the viewer's place. */
  audienceOf(input: GateInput, content: number): Audience {
    const known = this.audiencesAt(input.ratingColumns)
    const index = known[content] ?? NOT_YET
    if (index !== NOT_YET) return AUDIENCES[index] ?? 'mature'
    const audience = audienceOf(input, content)
    known[content] = AUDIENCES.indexOf(audience)
    return audience
  }

  private audiencesAt(columns: GateInput['ratingColumns']): Uint8Array {
    if (columns !== this.lastColumns) {
      const place = columns.join(' ')
      this.lastAudiences = this.audiences.get(place) ?? this.newPlace(place)
      this.lastColumns = columns
    }
    return this.lastAudiences
  }

  private newPlace(place: string): Uint8Array {
    if (this.audiences.size >= MOST_PLACES) this.audiences.clear()
    const made = new Uint8Array(this.snapshot.hot.classes.content.band.length).fill(NOT_YET)
    this.audiences.set(place, made)
    return made
  }
}

function faceOf(snapshot: Pick<Snapshot, 'hot' | 'weights' | 'rules'>, row: number): CachedItem {
  const { assets, titles, campaigns, candidateAsset, candidateCampaign, exclusionLabels } = snapshot.hot
  const asset = columnValue(candidateAsset, row)
  const campaign = columnValue(candidateCampaign, row)
  const title = columnValue(assets.title, asset)
  const titled = title !== NO_INDEX
  return {
    row,
    asset: columnValue(assets.idHash, asset),
    title: titled ? columnValue(titles.idHash, title) : NO_INDEX,
    franchise: titled ? columnValue(titles.franchise, title) : 0,
    cluster: titled ? columnValue(titles.cluster, title) : 0,
    source: columnValue(campaigns.owner, campaign),
    tier: campaigns.priority[campaign] ?? 3,
    exclusionLabels: bitRow(campaigns.exclusionLabels, exclusionLabels.length, campaign),
    capKey: capKey(snapshot.hot, asset, campaign) ?? NO_CAP,
    capCount: columnValue(campaigns.capCount, campaign),
    isNew: isNewAsset(snapshot, asset),
    taste: assets.taste.subarray(asset * TASTE_DIMENSIONS, (asset + 1) * TASTE_DIMENSIONS),
    content: columnValue(assets.content, asset),
  }
}

/** The audience of content at the viewer's place: `mature` from the age in `rules/policies/maturity.json`. */
function audienceOf(input: GateInput, content: number): Audience {
  const { maturity } = input.snapshot.rules
  const standing = contentVerdict(input, content)
  if (standing.state !== 'rated' || effectiveAge(input, content) >= maturity.matureAge) return 'mature'
  return standing.kind === 'kids' ? 'kids' : 'open'
}
