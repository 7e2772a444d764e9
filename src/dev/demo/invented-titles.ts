import { clips, promo, type TitlePlan, trailer } from './plan.ts'

/**
 * Titles that nobody made: they exist so that the clock has something to refuse. Their dates lie far
 * ahead so that the demo says the same thing for years; travel there with `X-Debug-Context: now=…`.
 */
export const inventedTitles: readonly TitlePlan[] = [
  {
    slug: 'open-movie-night',
    name: { en: 'Open Movie Night', de: 'Open-Movie-Nacht', fr: 'La nuit des films libres', es: 'Noche de cine libre' },
    kind: 'event',
    genres: ['event', 'animation'],
    releasedOn: '2031-06-01',
    level: 'everyone',
    look: { pattern: 'stars', colours: ['#0b1026', '#27306b', '#ffd166', '#ef476f', '#f8f9ff'] },
    captions: 'fr',
    offers: [
      {
        territories: ['*'],
        start: '2031-06-01T20:00:00',
        promoteFrom: '2026-01-01T00:00:00',
        types: ['free'],
      },
    ],
    assets: [trailer('Set a reminder'), ...clips(['Popcorn ready', 'One night, twelve films'])],
  },
  {
    slug: 'undertow',
    name: { en: 'Undertow', de: 'Sog', ja: 'アンダートウ' },
    kind: 'movie',
    genres: ['drama', 'mystery'],
    releasedOn: '2031-03-01',
    level: 'twelve',
    look: { pattern: 'waves', colours: ['#04222f', '#0e5a6b', '#1c8a8f', '#0a3d4a', '#d7f9f1'] },
    captions: 'ja',
    offers: [
      {
        territories: ['*'],
        start: '2031-03-01T00:00:00',
        promoteFrom: '2026-01-01T00:00:00',
        embargoUntil: '2031-01-01T00:00:00',
        types: ['subscription'],
      },
    ],
    assets: [trailer('What the tide keeps'), ...clips(['Low water', 'High water'])],
  },
  {
    slug: 'lantern-year',
    name: { en: 'Lantern Year', fr: 'L’année des lanternes', ko: '등불의 해' },
    kind: 'movie',
    genres: ['family', 'fantasy'],
    releasedOn: '2025-02-01',
    level: 'everyone',
    look: { pattern: 'bubbles', colours: ['#3a0d2e', '#a23e48', '#ffb997', '#f67e7d', '#fff2d8'] },
    captions: 'ko',
    offers: [{ territories: ['*'], start: '2025-02-01T00:00:00', types: ['subscription', 'rent'] }],
    assets: [
      trailer('A light for every wish'),
      { ...promo('Returns in 2031', { validFrom: '2031-01-20T00:00:00', timeZone: 'UTC' }), suffix: 'promo-later' },
      { ...promo('Ended with the year', { validUntil: '2026-01-31T00:00:00' }), suffix: 'promo-ended' },
      ...clips(['First lantern', 'A thousand more']),
      { suffix: 'clip-unrated', kind: 'clip', aspect: '9:16', seconds: 4, line: 'Nobody rated this', unrated: true },
    ],
  },
]
