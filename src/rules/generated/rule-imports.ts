// Written by `npm run generate` from the files under rules/; do not edit.
import file0 from '../../../rules/access.json' with { type: 'json' }
import file1 from '../../../rules/approval.json' with { type: 'json' }
import file2 from '../../../rules/embargo.json' with { type: 'json' }
import file3 from '../../../rules/experiments.json' with { type: 'json' }
import file4 from '../../../rules/groups.json' with { type: 'json' }
import file5 from '../../../rules/lint.json' with { type: 'json' }
import file6 from '../../../rules/policies/autoplay.json' with { type: 'json' }
import file7 from '../../../rules/policies/descriptors.json' with { type: 'json' }
import file8 from '../../../rules/policies/geo.json' with { type: 'json' }
import file9 from '../../../rules/policies/maturity.json' with { type: 'json' }
import file10 from '../../../rules/policies/page.json' with { type: 'json' }
import file11 from '../../../rules/policies/privacy.json' with { type: 'json' }
import file12 from '../../../rules/publish.json' with { type: 'json' }
import file13 from '../../../rules/ranking.json' with { type: 'json' }
import file14 from '../../../rules/ratings/AE.json' with { type: 'json' }
import file15 from '../../../rules/ratings/AM.json' with { type: 'json' }
import file16 from '../../../rules/ratings/AR.json' with { type: 'json' }
import file17 from '../../../rules/ratings/AT.json' with { type: 'json' }
import file18 from '../../../rules/ratings/AU.json' with { type: 'json' }
import file19 from '../../../rules/ratings/BE.json' with { type: 'json' }
import file20 from '../../../rules/ratings/BG.json' with { type: 'json' }
import file21 from '../../../rules/ratings/BH.json' with { type: 'json' }
import file22 from '../../../rules/ratings/BN.json' with { type: 'json' }
import file23 from '../../../rules/ratings/BO.json' with { type: 'json' }
import file24 from '../../../rules/ratings/BR.json' with { type: 'json' }
import file25 from '../../../rules/ratings/BY.json' with { type: 'json' }
import file26 from '../../../rules/ratings/CA-QC.json' with { type: 'json' }
import file27 from '../../../rules/ratings/CA.json' with { type: 'json' }
import file28 from '../../../rules/ratings/CH.json' with { type: 'json' }
import file29 from '../../../rules/ratings/CL.json' with { type: 'json' }
import file30 from '../../../rules/ratings/CO.json' with { type: 'json' }
import file31 from '../../../rules/ratings/CR.json' with { type: 'json' }
import file32 from '../../../rules/ratings/CY.json' with { type: 'json' }
import file33 from '../../../rules/ratings/CZ.json' with { type: 'json' }
import file34 from '../../../rules/ratings/DE.json' with { type: 'json' }
import file35 from '../../../rules/ratings/DK.json' with { type: 'json' }
import file36 from '../../../rules/ratings/EC.json' with { type: 'json' }
import file37 from '../../../rules/ratings/EE.json' with { type: 'json' }
import file38 from '../../../rules/ratings/EG.json' with { type: 'json' }
import file39 from '../../../rules/ratings/ES.json' with { type: 'json' }
import file40 from '../../../rules/ratings/FI.json' with { type: 'json' }
import file41 from '../../../rules/ratings/FR.json' with { type: 'json' }
import file42 from '../../../rules/ratings/GB.json' with { type: 'json' }
import file43 from '../../../rules/ratings/GR.json' with { type: 'json' }
import file44 from '../../../rules/ratings/HK.json' with { type: 'json' }
import file45 from '../../../rules/ratings/HN.json' with { type: 'json' }
import file46 from '../../../rules/ratings/HR.json' with { type: 'json' }
import file47 from '../../../rules/ratings/HU.json' with { type: 'json' }
import file48 from '../../../rules/ratings/ID.json' with { type: 'json' }
import file49 from '../../../rules/ratings/IE.json' with { type: 'json' }
import file50 from '../../../rules/ratings/IL.json' with { type: 'json' }
import file51 from '../../../rules/ratings/IN.json' with { type: 'json' }
import file52 from '../../../rules/ratings/IS.json' with { type: 'json' }
import file53 from '../../../rules/ratings/IT.json' with { type: 'json' }
import file54 from '../../../rules/ratings/JO.json' with { type: 'json' }
import file55 from '../../../rules/ratings/JP.json' with { type: 'json' }
import file56 from '../../../rules/ratings/KE.json' with { type: 'json' }
import file57 from '../../../rules/ratings/KH.json' with { type: 'json' }
import file58 from '../../../rules/ratings/KR.json' with { type: 'json' }
import file59 from '../../../rules/ratings/KW.json' with { type: 'json' }
import file60 from '../../../rules/ratings/KZ.json' with { type: 'json' }
import file61 from '../../../rules/ratings/LB.json' with { type: 'json' }
import file62 from '../../../rules/ratings/LT.json' with { type: 'json' }
import file63 from '../../../rules/ratings/LU.json' with { type: 'json' }
import file64 from '../../../rules/ratings/LV.json' with { type: 'json' }
import file65 from '../../../rules/ratings/MA.json' with { type: 'json' }
import file66 from '../../../rules/ratings/MO.json' with { type: 'json' }
import file67 from '../../../rules/ratings/MT.json' with { type: 'json' }
import file68 from '../../../rules/ratings/MV.json' with { type: 'json' }
import file69 from '../../../rules/ratings/MX.json' with { type: 'json' }
import file70 from '../../../rules/ratings/MY.json' with { type: 'json' }
import file71 from '../../../rules/ratings/NG.json' with { type: 'json' }
import file72 from '../../../rules/ratings/NL.json' with { type: 'json' }
import file73 from '../../../rules/ratings/NO.json' with { type: 'json' }
import file74 from '../../../rules/ratings/NZ.json' with { type: 'json' }
import file75 from '../../../rules/ratings/PE.json' with { type: 'json' }
import file76 from '../../../rules/ratings/PH.json' with { type: 'json' }
import file77 from '../../../rules/ratings/PL.json' with { type: 'json' }
import file78 from '../../../rules/ratings/PT.json' with { type: 'json' }
import file79 from '../../../rules/ratings/RO.json' with { type: 'json' }
import file80 from '../../../rules/ratings/RU.json' with { type: 'json' }
import file81 from '../../../rules/ratings/SA.json' with { type: 'json' }
import file82 from '../../../rules/ratings/SE.json' with { type: 'json' }
import file83 from '../../../rules/ratings/SG.json' with { type: 'json' }
import file84 from '../../../rules/ratings/SK.json' with { type: 'json' }
import file85 from '../../../rules/ratings/SV.json' with { type: 'json' }
import file86 from '../../../rules/ratings/TH.json' with { type: 'json' }
import file87 from '../../../rules/ratings/TR.json' with { type: 'json' }
import file88 from '../../../rules/ratings/TW.json' with { type: 'json' }
import file89 from '../../../rules/ratings/UA.json' with { type: 'json' }
import file90 from '../../../rules/ratings/US.json' with { type: 'json' }
import file91 from '../../../rules/ratings/UY.json' with { type: 'json' }
import file92 from '../../../rules/ratings/VE.json' with { type: 'json' }
import file93 from '../../../rules/ratings/VN.json' with { type: 'json' }
import file94 from '../../../rules/ratings/ZA.json' with { type: 'json' }
import file95 from '../../../rules/ratings/_default.json' with { type: 'json' }
import file96 from '../../../rules/regions.json' with { type: 'json' }
import file97 from '../../../rules/slate.json' with { type: 'json' }
import file98 from '../../../rules/surfaces.json' with { type: 'json' }
import file99 from '../../../rules/territories.json' with { type: 'json' }
import file100 from '../../../rules/trailers/bands.json' with { type: 'json' }
import file101 from '../../../rules/watershed.json' with { type: 'json' }

/** Every rule file, by its path under `rules/`. */
export const RULE_FILES_BY_PATH: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['access.json', file0],
  ['approval.json', file1],
  ['embargo.json', file2],
  ['experiments.json', file3],
  ['groups.json', file4],
  ['lint.json', file5],
  ['policies/autoplay.json', file6],
  ['policies/descriptors.json', file7],
  ['policies/geo.json', file8],
  ['policies/maturity.json', file9],
  ['policies/page.json', file10],
  ['policies/privacy.json', file11],
  ['publish.json', file12],
  ['ranking.json', file13],
  ['ratings/AE.json', file14],
  ['ratings/AM.json', file15],
  ['ratings/AR.json', file16],
  ['ratings/AT.json', file17],
  ['ratings/AU.json', file18],
  ['ratings/BE.json', file19],
  ['ratings/BG.json', file20],
  ['ratings/BH.json', file21],
  ['ratings/BN.json', file22],
  ['ratings/BO.json', file23],
  ['ratings/BR.json', file24],
  ['ratings/BY.json', file25],
  ['ratings/CA-QC.json', file26],
  ['ratings/CA.json', file27],
  ['ratings/CH.json', file28],
  ['ratings/CL.json', file29],
  ['ratings/CO.json', file30],
  ['ratings/CR.json', file31],
  ['ratings/CY.json', file32],
  ['ratings/CZ.json', file33],
  ['ratings/DE.json', file34],
  ['ratings/DK.json', file35],
  ['ratings/EC.json', file36],
  ['ratings/EE.json', file37],
  ['ratings/EG.json', file38],
  ['ratings/ES.json', file39],
  ['ratings/FI.json', file40],
  ['ratings/FR.json', file41],
  ['ratings/GB.json', file42],
  ['ratings/GR.json', file43],
  ['ratings/HK.json', file44],
  ['ratings/HN.json', file45],
  ['ratings/HR.json', file46],
  ['ratings/HU.json', file47],
  ['ratings/ID.json', file48],
  ['ratings/IE.json', file49],
  ['ratings/IL.json', file50],
  ['ratings/IN.json', file51],
  ['ratings/IS.json', file52],
  ['ratings/IT.json', file53],
  ['ratings/JO.json', file54],
  ['ratings/JP.json', file55],
  ['ratings/KE.json', file56],
  ['ratings/KH.json', file57],
  ['ratings/KR.json', file58],
  ['ratings/KW.json', file59],
  ['ratings/KZ.json', file60],
  ['ratings/LB.json', file61],
  ['ratings/LT.json', file62],
  ['ratings/LU.json', file63],
  ['ratings/LV.json', file64],
  ['ratings/MA.json', file65],
  ['ratings/MO.json', file66],
  ['ratings/MT.json', file67],
  ['ratings/MV.json', file68],
  ['ratings/MX.json', file69],
  ['ratings/MY.json', file70],
  ['ratings/NG.json', file71],
  ['ratings/NL.json', file72],
  ['ratings/NO.json', file73],
  ['ratings/NZ.json', file74],
  ['ratings/PE.json', file75],
  ['ratings/PH.json', file76],
  ['ratings/PL.json', file77],
  ['ratings/PT.json', file78],
  ['ratings/RO.json', file79],
  ['ratings/RU.json', file80],
  ['ratings/SA.json', file81],
  ['ratings/SE.json', file82],
  ['ratings/SG.json', file83],
  ['ratings/SK.json', file84],
  ['ratings/SV.json', file85],
  ['ratings/TH.json', file86],
  ['ratings/TR.json', file87],
  ['ratings/TW.json', file88],
  ['ratings/UA.json', file89],
  ['ratings/US.json', file90],
  ['ratings/UY.json', file91],
  ['ratings/VE.json', file92],
  ['ratings/VN.json', file93],
  ['ratings/ZA.json', file94],
  ['ratings/_default.json', file95],
  ['regions.json', file96],
  ['slate.json', file97],
  ['surfaces.json', file98],
  ['territories.json', file99],
  ['trailers/bands.json', file100],
  ['watershed.json', file101],
])
