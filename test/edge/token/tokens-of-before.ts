import type { DecisionRecord } from '../../../src/edge/token/decision/decision-record.ts'

const record: DecisionRecord = {
  decisionId: '414cc13b7a02c5d19f0e5b6a3d8c7e21',
  region: 'dach',
  snapshot: 'b5e04423d1c7a8f6e9b20c3d4a5f6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6',
  sequence: 41,
  privacy: 'consented',
  arms: [['canary:40', 'control']],
  items: [
    {
      placementId: 'home-hero',
      position: 0,
      assetId: 'ast_hero-trailer',
      campaignId: 'cmp_autumn-heroes',
      propensity: 0.123456,
      sticky: true,
      drawn: true,
      surface: null,
      reserved: false,
      renditions: null,
    },
    {
      placementId: 'home-hero',
      position: 2,
      assetId: 'ast_hero-short',
      campaignId: 'cmp_autumn-heroes',
      propensity: 1,
      sticky: false,
      drawn: false,
      surface: null,
      reserved: false,
      renditions: null,
    },
    {
      placementId: 'row 1 · Kacheln',
      position: 1,
      assetId: 'ast_01HQ3V7Z9X8W6K5J4H3G2F1E0D',
      campaignId: 'cmp_clips',
      propensity: 1e-60,
      sticky: false,
      drawn: true,
      surface: null,
      reserved: false,
      renditions: null,
    },
  ],
  territory: null,
  device: null,
  unit: null,
  holdout: false,
  subject: null,
}

/** As a worker of layout 2 sealed it at NOW, under the key that is filled with 1: its words and bytes are its own. */
export const TOKEN_OF_LAYOUT_2 = {
  token:
    'd2.k1.w-vjOyv0rK-8ouvq_Zr32SntwvU3VXheUGnA5onU7U3Pzj7GQnkHfY8dDGNIrUVEZxpT_VnbemzbzWflQ6G1xbrX6NoJyQ6SPcHwTRtDMIoOzim41XYNq6wSWMEDjeA-qF_Ekl4IVhfsfquF_vcooOFv4hzwejkc5bJ77bIX6zfsOBnWFvYTTSRp_BlO_Fk4doHjN07I64_bTLKyPO_euZYQ7UC6IpWwlxKG13eozL9GEOQUMNiXX-jzRIQFGUyOgL8XS3QKn4klN3jvRFMb6dTHrpEdC5XpW_5RnS8bUhJ9',
  record,
}
