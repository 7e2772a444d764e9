import { bitRow } from '../../model/columns/bit-rows.ts'
import { columnValue } from '../../model/columns/column-value.ts'
import { NO_INDEX, type Snapshot, type SnapshotHot } from '../../model/columns/snapshot.ts'
import { TASTE_DIMENSIONS } from '../../model/columns/taste-vector.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import { capKey } from '../eligibility/gates/pair-gates.ts'
import { contentVerdict, effectiveAge } from '../eligibility/rating-verdict.ts'
import { isNewAsset, priorityUnits } from '../score/score-terms.ts'
import { type Audience, NO_CAP, type SlateItem } from './slate-item.ts'

/** What the slate sees of a candidate, whoever asks: all of its item but the score and whom it is for. */
export interface CachedItem extends Omit<SlateItem, 'score' | 'audience' | 'capLeft' | 'capKnown'> {
  /** How often its campaign's cap lets it be shown; 0 without one. */
  readonly capCount: number
  /** Class of its content: with the place it says whom the candidate is for. */
  readonly content: number
  /** Whole units that its tier puts on its score. */
  readonly priority: number
}

/** Of one face. */
const FACE_BYTES = 400
/** Pools are drawn from the best few of each context, so they meet the same ones again and again. */
const MOST_FACES = 4096
/** Places, or pairs of them, whose audiences are kept: a byte for each class of content. */
const MOST_PLACES = 64

const AUDIENCES = ['kids', 'open', 'mature'] as const satisfies readonly Audience[]
const NOT_YET = 255

/**
 * Candidates as a slate sees them, kept for the next decision: building them anew would take longer than to compose
 * a page of them. They say what the snapshot says, and no more.
 */
export class SlateItemCache {
  private readonly faces = new Map<number, CachedItem>()
  /** By rating columns: class of content → index of `AUDIENCES`. */
  private readonly audiences = new Map<string, Uint8Array>()
  /** The place that was asked for last: all items of a pool are of one. */
  private lastColumns: GateInput['ratingColumns'] | null = null
  private lastAudiences: Uint8Array = new Uint8Array(0)
  private weights: Snapshot['weights'] | null = null
  private rules: Snapshot['rules'] | null = null

  constructor(private readonly hot: SnapshotHot) {}

  /** What is kept for the next decision takes about so much. */
  get bytes(): number {
    return this.faces.size * FACE_BYTES + this.audiences.size * this.hot.classes.content.band.length
  }

  /** The face of a candidate of a snapshot with these columns. */
  of(snapshot: Pick<Snapshot, 'hot' | 'weights' | 'rules'>, row: number): CachedItem {
    this.follow(snapshot)
    const known = this.faces.get(row)
    if (known) return known
    if (this.faces.size >= MOST_FACES) this.faces.clear()
    const made = faceOf(snapshot, row)
    this.faces.set(row, made)
    return made
  }

  /** Whom a class of content is for, where the viewer is. */
  audienceOf(input: GateInput, content: number): Audience {
    this.follow(input.snapshot)
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
    const made = new Uint8Array(this.hot.classes.content.band.length).fill(NOT_YET)
    this.audiences.set(place, made)
    return made
  }

  /** Copies of a snapshot share its columns, but may have other weights or rules. */
  private follow({ weights, rules }: Pick<Snapshot, 'weights' | 'rules'>): void {
    if (weights === this.weights && rules === this.rules) return
    this.weights = weights
    this.rules = rules
    this.faces.clear()
    this.audiences.clear()
    this.lastColumns = null
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
    priority: priorityUnits(snapshot, campaign),
  }
}

/** Whom content is for, where the viewer is: `mature` from the age that `rules/policies/maturity.json` says. */
function audienceOf(input: GateInput, content: number): Audience {
  const { maturity } = input.snapshot.rules
  const standing = contentVerdict(input, content)
  if (standing.state !== 'rated' || effectiveAge(input, content) >= maturity.matureAge) return 'mature'
  return standing.kind === 'kids' ? 'kids' : 'open'
}
