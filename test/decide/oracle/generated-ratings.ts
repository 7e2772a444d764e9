/** Lists of ratings: all of one severity in every tested territory, or any mixture. */
import fc from 'fast-check'
import type { Rating } from '../../../src/model/nouns/rating.ts'

/** `US G, IN U/A 7+, GB 15` and so on; a label's own system after a slash at the end. */
const listed = (text: string): readonly Rating[] =>
  text.split(', ').map((entry) => {
    const [, territory = '', label = '', system] = /^(\S+) ([^@]+)(?:@(.+))?$/.exec(entry) ?? []
    return { territory, label, ...(system && { system }) }
  })

/** Harmless in every territory that the contexts come from. */
const OPEN = listed(
  'US G, GB U, DE FSK 0, FR TP, IN U, AU G, KR ALL, JP G, CA G, CA-QC G, IT T, ES A, MX A, PL AL, RU 0+, NO A, AT 0, NL AL, AF 0, AE G, VN P, TH G, NZ G, BR L',
)
/** From where the mildest clocks begin. */
const TEENS = listed(
  'US PG-13, GB 12, DE FSK 12, FR 12, IN UA 13+, AU M, KR 12, CA 14A, CA-QC 13+, IT VM14, ES 12, MX B, PL 12, RU 12+, NO 12, AT 12, AF 13, AE PG13, VN T13, TH 13, NZ RP13, BR 12',
)
const GROWN = listed(
  'US R, GB 18, DE FSK 18, FR 18, IN A, AU R 18+, KR 18, CA 18A, CA-QC 18+, IT 18+, ES 18, MX D, PL 18, RU 18+, NO 18, AT 16, AF 18, AE 18+, VN T18, TH 20, NZ R18, BR 18',
)
/** Milder at home than elsewhere, and the reverse. */
const UNEQUAL = listed(
  'DE FSK 6, FR 12, IT VM14, ES 16, PL 7, NO A, MX C, IN U/A 7+, US PG, AU PG, CA PG, CA-QC 13+, NZ PG, AE PG, BR 10',
)

const ANY = listed(
  'US PG, US R@MPA, US RB@MPAAT, US TV-Y7, US Nobody knows, GB PG, GB 15, GB guidance, GB R18, DE FSK 6, DE 16@FSF, DE fsk12, ' +
    'FR 12, FR 16, FR interdiction, FR X, IN U/A 7+, IN A, IN S, AU PG, AU P@ACMA, AU RC, AU CTC, KR 12, KR 19, JE 18, ' +
    'CA 14A, CA Prohibited, CA-QC 16+, CA-QC RC, CA-QC TP, IT VM12, IT 18+, IT BA, ES 7i, ES 16, ES X, MX B15, MX C, MX D, ' +
    'US Approved, US r@MPA film ratings, AU RC@Nobody, IN S@Nobody, CA-ON R, CA-ON Pro-hibited, GB-ENG 18, DE-BY 12, FR-RE TP, ' +
    'AE PG, AE 18+, VN C@circular 05/2023 (tt bvhttdl), VN K, VN T18, TH 20@Nobody, TH 20, TH E, NZ PG, NZ RP13, BR A12, ' +
    'PL 16, PL 0@KRRIT-VOD, RU 18+, RU Refused, NO 15, NO Not approved, FI KK, FI 16, LI FSK 18, AT 16, AF 7+, AF PROSCRIBED, AF FSK 16',
)

const severities = fc.constantFrom(OPEN, OPEN, TEENS, GROWN, UNEQUAL)
const mixed = fc.array(fc.constantFrom(...ANY), { maxLength: 5 })

/** A title's: mostly of one severity, at times with one more that disagrees. */
export const titleRatings: fc.Arbitrary<readonly Rating[]> = fc.oneof(
  { weight: 5, arbitrary: severities },
  { weight: 1, arbitrary: fc.tuple(severities, mixed).map(([usual, more]) => [...usual, ...more]) },
  { weight: 1, arbitrary: mixed },
)

/** An asset's own: mostly none. */
export const ownRatings: fc.Arbitrary<readonly Rating[]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant([]) },
  { weight: 2, arbitrary: severities },
  { weight: 2, arbitrary: mixed },
)
