import { OFFER_TYPES } from '../../model/nouns/offer-vocabulary.ts'
import type { RegionRules } from '../../model/policies/rules.ts'
import type { Hints, Viewer } from '../context/context.ts'

/** The highest cap, in years, in a matrix: no rating system has an older label. */
const GREATEST_CAP = 21

/** One kind of viewer that a matrix asks for. */
export interface MatrixViewer {
  /** `member`: a token that states a cap and nothing else. `adult`: one that proves an adult. */
  readonly kind: 'guest' | 'kids' | 'member' | 'adult'
  readonly viewer: Viewer
}

/** A guest, a kids profile with the highest cap that one may have, a member of every cap, and a proven adult. */
export function matrixViewers({ maturity }: RegionRules): readonly MatrixViewer[] {
  const caps = Array.from({ length: GREATEST_CAP + 1 }, (_, cap) => cap)
  return [
    { kind: 'guest', viewer: ANYBODY },
    { kind: 'kids', viewer: { ...MEMBER, cap: maturity.kidsCap, kids: true } },
    ...caps.map((cap) => ({ kind: 'member' as const, viewer: { ...MEMBER, cap } })),
    { kind: 'adult', viewer: { ...MEMBER, cap: GREATEST_CAP, adult: true } },
  ]
}

/** A member with every entitlement: a missing one would not be a matter of place, age or hour. */
const MEMBER: Viewer = {
  state: 'member',
  subject: null,
  cap: null,
  kids: false,
  adult: false,
  pin: false,
  personalize: false,
  entitlements: OFFER_TYPES,
  residence: null,
}

/** A viewer without a token: age unknown, no entitlements. */
export const ANYBODY: Viewer = { ...MEMBER, state: 'guest', entitlements: [] }

/** A device that plays everything and sets no restriction. */
export const ANY_DEVICE: Hints = {
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
