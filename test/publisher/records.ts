/** Records as a feed sends them; what a test does not name is for everyone, everywhere, from long ago. */

export function title(name: string, more: object = {}) {
  return {
    v: 1,
    type: 'title',
    id: `ttl_${name}`,
    name: { en: `The ${name}` },
    kind: 'movie',
    ratings: [
      { territory: 'DE', label: 'FSK 0' },
      { territory: 'US', label: 'G' },
    ],
    offers: [{ territories: ['*'], start: '2026-01-01T00:00:00', types: ['subscription'] }],
    ...more,
  }
}

export function asset(name: string, more: object = {}) {
  return {
    v: 1,
    type: 'asset',
    id: `ast_${name}`,
    titleId: `ttl_${name}`,
    kind: 'trailer',
    durationMs: 30_000,
    aspect: '16:9',
    name: { en: `See the ${name}` },
    territories: ['*'],
    renditions: [{ type: 'mp4', url: `/media/${name}.mp4`, codec: 'avc', height: 720 }],
    ...more,
  }
}

export function campaign(name: string, assets: readonly string[], more: object = {}) {
  return {
    v: 1,
    type: 'campaign',
    id: `cmp_${name}`,
    name,
    owner: 'tests',
    assets: assets.map((id) => `ast_${id}`),
    territories: ['*'],
    surfaces: ['home-hero'],
    start: '2026-01-01T00:00:00',
    status: 'approved',
    ...more,
  }
}

/** Three films and a campaign over two of them. */
export const SCHEDULE = [
  title('one'),
  title('two'),
  title('three'),
  asset('one'),
  asset('two'),
  asset('three'),
  campaign('main', ['one', 'two']),
] as const
