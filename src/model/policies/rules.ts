import type { ServedExperiments } from '../experiments/served-experiment.ts'
import type { LearnedBounds } from '../learned/learned-bounds.ts'
import type { LearnedRunId } from '../learned/learned-run.ts'
import type { Aspect, AssetKind } from '../nouns/asset-vocabulary.ts'
import type { Device } from '../nouns/campaign-vocabulary.ts'
import type { RatingKind } from '../nouns/rating-vocabulary.ts'
import type { AutoplayReason } from '../nouns/reason.ts'
import type { RegionId, TerritoryCode } from '../nouns/region.ts'
import type { SurfaceFloor, SurfaceId } from '../nouns/surface.ts'
import type { AccessPolicy } from './access.ts'
import type { ApprovalPolicy } from './approval-policy.ts'
import type { ExperimentPolicy } from './experiment-policy.ts'
import type { LintPolicy } from './lint-policy.ts'
import type {
  DescriptorPolicy,
  EmbargoRule,
  GeoPolicy,
  PagePolicy,
  PlaceCode,
  PrivacyPolicy,
} from './place-policies.ts'
import type { PublishPolicy } from './publish-policy.ts'
import type { SlatePolicy } from './slate-policy.ts'
import type { PersonalPolicy } from './taste-policy.ts'
import type { WatershedRule } from './watershed.ts'
import type { ZoneOffsets } from './zone-offsets.ts'

/** One row of `rules/territories.json`, with policy defaults filled in. */
export interface TerritoryRule {
  readonly code: TerritoryCode
  readonly name: string
  readonly region: RegionId
  /** IANA zones in use; at least one. */
  readonly zones: readonly string[]
  /** The zone for rights with `timeZone: territory`, if the territory has several; null: every zone must agree. */
  readonly rightsZone: string | null
  readonly eea: boolean
  /** The territory whose rating systems are used here: itself, or the one that it inherits from. */
  readonly ratingsFrom: TerritoryCode
  /** Greatest gate age, in years, that a viewer without a token may be shown. */
  readonly guestCap: number
  /** Age from which a viewer may consent alone to personalisation (GDPR art. 8 or local rule). */
  readonly consentAge: number
}

/** What a label means in one territory. */
export interface LabelMeaning {
  readonly system: string
  readonly label: string
  /** Youngest viewer, in years, who may watch alone; null: never to be served. */
  readonly age: number | null
  readonly kind: RatingKind
}

/** One spelling of a label in one territory's look-up table. */
export interface LabelEntry extends LabelMeaning {
  /** The lowest age, in years, that any source gives for the spelling; used where an age serves as a bound. */
  readonly leastAge: number
  /**
   * False: the spelling is not confirmed, or says that nobody rated the title. It may tighten a decision, never loosen
   * one.
   */
  readonly known: boolean
  /** A trailer band, found by naming its system: it may raise an age, and is not a rating. */
  readonly band: boolean
}

/** Who may see unrated content at a place. */
export const UNRATED_AUDIENCES = ['adults', 'nobody'] as const
export type UnratedAudience = (typeof UNRATED_AUDIENCES)[number]

/** One surface of `rules/surfaces.json`: what it takes, and how much. */
export interface SurfaceRule {
  readonly id: SurfaceId
  readonly name: string
  readonly aspects: readonly Aspect[]
  readonly kinds: readonly AssetKind[]
  /** Classes of devices that can show it: a loudspeaker shows nothing. */
  readonly devices: readonly Device[]
  /** Decisions given when the request names no count. */
  readonly count: number
  readonly maxCount: number
  /** Number of further eligible picks to send, in case the winner does not play. */
  readonly backups: number
  /**
   * What plays if nothing else may. The edge reads it from its own baseline, so that an older snapshot cannot lack it.
   */
  readonly floor: SurfaceFloor
}

/** Ages that a trailer's own colour implies; a band never lowers an age. */
export interface BandRule {
  readonly band: 'green' | 'yellow' | 'red'
  readonly minAge: number
  readonly autoplay: boolean
}

/** `rules/policies/maturity.json`. Ages in years. */
export interface MaturityPolicy {
  /** Below this age a viewer is a minor. */
  readonly adultAge: number
  /** Cap of a kids profile whose token names none. */
  readonly kidsCap: number
  /** Gate age, in years, of content that has no rating in the territory: shown to nobody below it, never autoplayed. */
  readonly unratedAge: number
  /** Gate age, in years, from which content is never adjacent to content made for kids. */
  readonly matureAge: number
  /** Label kinds that a kids profile may be shown. */
  readonly kidsKinds: readonly RatingKind[]
}

/** `rules/policies/autoplay.json`. */
export interface AutoplayPolicy {
  /** Below this age, in years, no profile gets autoplay, wherever it is. */
  readonly childAge: number
  /** Reasons that switch autoplay off, in order; the first that holds is given. */
  readonly offFor: readonly AutoplayReason[]
}

/** The terms that a score is the weighted sum of; each is documented in `rules/ranking.json`. */
export const RANKING_TERMS = ['priority', 'weight', 'freshness', 'language'] as const
export type RankingTerm = (typeof RANKING_TERMS)[number]

/** `rules/ranking.json`, as the edge needs it. */
export interface RankingPolicy {
  /** Points for one unit of each term. */
  readonly weights: Readonly<Record<RankingTerm, number>>
  /** Days in which a title's freshness halves. */
  readonly freshnessHalfLifeDays: number
  /** The terms that depend on who watches, where and when. */
  readonly personal: PersonalPolicy
}

/** Everything in `rules/`, checked, expanded and ready to look up. */
export interface Rules {
  /** Content hash of the rule files that decide (so without `access`): part of a snapshot's identity. */
  readonly version: string
  readonly territories: ReadonlyMap<TerritoryCode, TerritoryRule>
  /** Group name without `@` → member codes. */
  readonly groups: ReadonlyMap<string, readonly TerritoryCode[]>
  /** Territory, or part of one with a scale of its own → (key of a spelling → what it means). */
  readonly labels: ReadonlyMap<PlaceCode, ReadonlyMap<string, LabelEntry>>
  /** By the same places: who may see content that has no rating there. */
  readonly unrated: ReadonlyMap<PlaceCode, UnratedAudience>
  readonly surfaces: ReadonlyMap<SurfaceId, SurfaceRule>
  readonly bands: ReadonlyMap<'green' | 'yellow' | 'red', BandRule>
  readonly maturity: MaturityPolicy
  readonly autoplay: AutoplayPolicy
  readonly ranking: RankingPolicy
  /** Within which points may be learned. */
  readonly learnedBounds: LearnedBounds
  readonly slate: ReadonlyMap<SurfaceId, SlatePolicy>
  /** The limits and checks that stop a publish. */
  readonly publish: PublishPolicy
  readonly approval: ApprovalPolicy
  /** What the linter of campaigns says. */
  readonly lint: LintPolicy
  /** The global holdout, and the numbers by which experiments are judged. */
  readonly experiments: ExperimentPolicy
  /** Country codes that mean "unknown place". */
  readonly unknownPlaces: ReadonlySet<string>
  /** The hours at which content of an age may run. A territory or an age that is not listed has no clock. */
  readonly watershed: readonly WatershedRule[]
  /** Places where nothing may be served. */
  readonly embargo: readonly EmbargoRule[]
  readonly geo: GeoPolicy
  readonly privacy: PrivacyPolicy
  readonly page: PagePolicy
  readonly descriptors: DescriptorPolicy
  /** Permissions of the ops API. The only part that no snapshot depends on. */
  readonly access: AccessPolicy
}

/** The part of the rules that the edge needs for one region: the `rules` shard of its snapshot, as JSON. */
export interface RegionRules {
  readonly version: string
  readonly territories: readonly TerritoryRule[]
  readonly surfaces: readonly SurfaceRule[]
  readonly bands: readonly BandRule[]
  readonly maturity: MaturityPolicy
  readonly autoplay: AutoplayPolicy
  readonly ranking: RankingPolicy
  readonly slate: readonly SlatePolicy[]
  /** The clocks of the region's territories and of `places`; for unknown places, of the whole world. */
  readonly watershed: readonly WatershedRule[]
  /** Territories of other regions in which a viewer may keep the rights of this one. */
  readonly places: readonly TerritoryRule[]
  /** Territories whose residents keep their home rights in each other; empty where none is in the region. */
  readonly portability: readonly TerritoryCode[]
  /** Parts of the region's countries with a rating scale of their own, such as `CA-QC`. */
  readonly ratedParts: readonly PlaceCode[]
  /** The rating columns where adults may see unrated content; at every other, nobody may. */
  readonly unratedForAdults: readonly PlaceCode[]
  readonly anonymizers: GeoPolicy['anonymizers']
  /** All embargoes, because a viewer may be outside the snapshot's region. */
  readonly embargo: readonly EmbargoRule[]
  readonly page: PagePolicy
  readonly descriptors: DescriptorPolicy
  /** Offsets of the zones that its clocks are read in. Missing in older snapshots: the runtime is asked instead. */
  readonly zoneOffsets?: ZoneOffsets
  /** The space of the snapshot's taste vectors. Missing in older snapshots: theirs are made from metadata. */
  readonly tasteSpace?: string
  /** The run that taught its taste vectors and points. Missing: none did. */
  readonly learned?: LearnedRunId
  /** The experiments that run, and the holdout. Missing: there are none. */
  readonly experiments?: ServedExperiments
}
