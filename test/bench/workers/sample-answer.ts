/** What stands in an answer at least, as the contenders that decide nothing give it. */
export const SAMPLE_ANSWER = {
  decisionId: '414cc13b9f0a4e0c8d7a1c2b3d4e5f60',
  decisions: {
    'home-hero': [
      {
        position: 0,
        assetId: 'ast_g7-000123-04',
        titleId: 'ttl_g7-000123',
        campaignId: 'cmp_g7-00042',
        kind: 'trailer',
        autoplay: { allowed: true },
        display: { title: 'Silent Harbour 124: trailer 5' },
        playback: [{ type: 'mp4', url: '/media/house/ident-1-16x9.mp4', codec: 'avc', height: 1080 }],
        durationMs: 52_000,
        startMuted: true,
        rating: { system: 'MPA', label: 'PG', age: 7 },
      },
    ],
  },
  noDecisions: [],
} as const
