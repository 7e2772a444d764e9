import type { Decision } from '../answers/decision.ts'
import type { DecisionsAnswer } from '../answers/decisions.ts'

/** Answers about one small catalogue, as they are really sent, with sealed parts cut short. */

const TOKEN = 'd2.k1.dG9rZW4'
const SESSION = 's2.k1.c2Vzc2lvbg'

const HERO: Decision = {
  position: 0,
  assetId: 'ast_hero-trailer',
  titleId: 'ttl_sintel',
  campaignId: 'cmp_autumn-heroes',
  kind: 'trailer',
  autoplay: { allowed: true },
  display: { title: 'Sintel', tagline: 'Der offizielle Trailer', language: 'en', taglineLanguage: 'de' },
  playback: [
    { type: 'hls', url: '/media/sintel/trailer.m3u8', codec: 'hevc', height: 2160 },
    { type: 'mp4', url: '/media/sintel/trailer-1080.mp4', codec: 'avc', height: 1080 },
  ],
  captions: [{ language: 'de', kind: 'subtitles', format: 'vtt', url: '/media/sintel/trailer.de.vtt' }],
  audio: [{ language: 'en', kind: 'main' }],
  poster: '/media/sintel/trailer.jpg',
  durationMs: 52_000,
  startMuted: true,
  rating: { system: 'FSK', label: 'FSK 12', age: 12 },
  cta: { action: 'subscribe' },
}

const CLIP: Decision = {
  position: 0,
  assetId: 'ast_river-clip',
  titleId: 'ttl_river',
  campaignId: 'cmp_clips',
  kind: 'clip',
  autoplay: { allowed: false, reason: 'data-saver' },
  display: { title: 'The River', language: 'en' },
  playback: [{ type: 'mp4', url: 'https://media.example/river/clip-720.mp4', codec: 'avc', height: 720 }],
  captions: [],
  audio: [{ language: 'en', kind: 'main' }],
  poster: null,
  durationMs: 18_400,
  startMuted: true,
  rating: { system: null, label: 'NR', age: null },
  cta: { action: 'watch' },
}

const COMMON = {
  decisionId: '414cc13b7a02c5d19f0e5b6a3d8c7e21',
  token: TOKEN,
  session: SESSION,
  serverTime: '2026-11-22T20:30:00.000Z',
  validForMs: 60_000,
  snapshot: {
    id: 'b5e04423d1c7a8f6e9b20c3d4a5f6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6',
    sequence: 41,
    ageSeconds: 204,
    rung: 'fresh',
  },
  territory: 'DE',
  viewer: 'guest',
  privacy: 'contextual',
} as const satisfies Partial<DecisionsAnswer>

/** One hero. */
export const HERO_ANSWER: DecisionsAnswer = { ...COMMON, decisions: { 'home-hero': [HERO] }, noDecisions: [] }

/** House idents on a hero where nothing else may play. */
export const FLOOR_ANSWER: DecisionsAnswer = {
  ...COMMON,
  decisions: {
    'home-hero': [
      {
        ...HERO,
        assetId: 'ast_house-ident-1',
        titleId: null,
        campaignId: 'cmp_house',
        kind: 'promo',
        display: { title: 'Firstframe', language: 'en' },
        cta: { action: 'none' },
      },
    ],
  },
  noDecisions: [],
  floor: [{ placement: 'home-hero', statusCode: 500, reason: 'maturity' }],
}

/** A page of the feed. */
export const CLIPS_ANSWER: DecisionsAnswer = {
  ...COMMON,
  decisions: { 'clips-feed': [CLIP, { ...CLIP, position: 1, assetId: 'ast_river-clip-2' }] },
  noDecisions: [],
  cursor: 'c2.k1.Y3Vyc29y',
}

/** The end of the feed. */
export const END_ANSWER: DecisionsAnswer = {
  ...COMMON,
  decisions: {},
  noDecisions: [{ placement: 'clips-feed', statusCode: 1, reason: 'end-of-feed' }],
}

/** A screen of several placements, one of them empty. */
export const SCREEN_ANSWER: DecisionsAnswer = {
  ...COMMON,
  viewer: 'member',
  privacy: 'consented',
  decisions: { hero: [HERO], 'row-1-tile-1': [{ ...CLIP, position: 1 }] },
  backups: { hero: [{ ...HERO, position: 2, assetId: 'ast_hero-trailer-short' }] },
  noDecisions: [{ placement: 'row-1-tile-2', statusCode: 509, reason: 'no-offer' }],
}
