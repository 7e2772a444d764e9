import type { z } from 'zod'
import type { explanation } from '../../answers/inquiries/explain.ts'
import type { rulesMatrix } from '../../answers/inquiries/matrix.ts'
import { SNAPSHOT } from '../region-examples.ts'

/** One candidate kept, and one rejected. */
export const EXPLANATION: z.input<typeof explanation> = {
  context: {
    territory: 'DE',
    rights: 'DE',
    ratingPlaces: ['DE'],
    cap: 12,
    guestCap: 0,
    minor: true,
    kids: false,
    privacy: 'minor',
    viewer: 'member',
    timezone: 'Europe/Berlin',
    now: '2026-11-22T19:30:00.000Z',
    unknownPlace: false,
    embargo: null,
  },
  snapshot: { id: SNAPSHOT, sequence: 41, region: 'dach' },
  kept: [
    {
      assetId: 'ast_hero',
      campaignId: 'cmp_dach-hero',
      position: 0,
      score: 11.5,
      terms: {
        priority: 10,
        weight: 1,
        freshness: 0.5,
        language: 0,
        taste: 0,
        sessionTaste: 0,
        context: 0,
        engagement: 0,
        fatigue: 0,
      },
      propensity: 1,
      reason: null,
      chances: [1],
      pacing: { share: 48, bucket: null, need: 0.74 },
      frequencyCap: null,
      relaxed: [],
      autoplay: { allowed: false, reason: 'minor' },
    },
  ],
  rejected: [
    {
      assetId: 'ast_night',
      campaignId: 'cmp_night',
      first: 'maturity',
      score: null,
      all: [{ reason: 'maturity', rule: 'maturity cap', source: 'rules/ratings/de.json', value: '16 > 12' }],
    },
  ],
  chances: { places: 1, draws: 1_000, exactPlaces: 1 },
  campaigns: { 'cmp_dach-hero': 'Hero, DACH', cmp_night: null },
  total: 2,
  floor: null,
}

/** One place, for a guest and for one kind of member. */
export const MATRIX: z.input<typeof rulesMatrix> = {
  asset: 'ast_night',
  titleId: 'ttl_night',
  surface: 'home-hero',
  inView: null,
  now: '2026-11-22T19:30:00.000Z',
  regions: [{ region: 'dach', sequence: 41, snapshot: SNAPSHOT, campaigns: ['cmp_night'] }],
  absent: [{ region: 'fr', why: 'nothing published' }],
  places: [
    {
      region: 'dach',
      place: 'DE',
      zones: ['Europe/Berlin'],
      viewers: [
        {
          viewer: 'member',
          caps: [16, 17],
          hours: [
            {
              from: '00:00',
              to: '24:00',
              start: '2026-11-21T23:00:00.000Z',
              shown: true,
              autoplay: false,
              reason: 'minor',
              rule: 'offFor minor',
              source: 'rules/policies/autoplay.json',
              value: 'cap 16 in DE',
            },
          ],
        },
      ],
    },
  ],
}
