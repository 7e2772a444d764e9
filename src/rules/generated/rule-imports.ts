// Written by `npm run generate` from the files under rules/; do not edit.
import file0 from '../../../rules/embargo.json' with { type: 'json' }
import file1 from '../../../rules/groups.json' with { type: 'json' }
import file2 from '../../../rules/policies/autoplay.json' with { type: 'json' }
import file3 from '../../../rules/policies/descriptors.json' with { type: 'json' }
import file4 from '../../../rules/policies/geo.json' with { type: 'json' }
import file5 from '../../../rules/policies/maturity.json' with { type: 'json' }
import file6 from '../../../rules/policies/page.json' with { type: 'json' }
import file7 from '../../../rules/policies/privacy.json' with { type: 'json' }
import file8 from '../../../rules/ranking.json' with { type: 'json' }
import file9 from '../../../rules/ratings/AE.json' with { type: 'json' }
import file10 from '../../../rules/ratings/AM.json' with { type: 'json' }
import file11 from '../../../rules/ratings/AR.json' with { type: 'json' }
import file12 from '../../../rules/ratings/AT.json' with { type: 'json' }
import file13 from '../../../rules/ratings/AU.json' with { type: 'json' }
import file14 from '../../../rules/ratings/BE.json' with { type: 'json' }
import file15 from '../../../rules/ratings/BG.json' with { type: 'json' }
import file16 from '../../../rules/ratings/BH.json' with { type: 'json' }
import file17 from '../../../rules/ratings/BN.json' with { type: 'json' }
import file18 from '../../../rules/ratings/BO.json' with { type: 'json' }
import file19 from '../../../rules/ratings/BR.json' with { type: 'json' }
import file20 from '../../../rules/ratings/BY.json' with { type: 'json' }
import file21 from '../../../rules/ratings/CA-QC.json' with { type: 'json' }
import file22 from '../../../rules/ratings/CA.json' with { type: 'json' }
import file23 from '../../../rules/ratings/CH.json' with { type: 'json' }
import file24 from '../../../rules/ratings/CL.json' with { type: 'json' }
import file25 from '../../../rules/ratings/CO.json' with { type: 'json' }
import file26 from '../../../rules/ratings/CR.json' with { type: 'json' }
import file27 from '../../../rules/ratings/CY.json' with { type: 'json' }
import file28 from '../../../rules/ratings/CZ.json' with { type: 'json' }
import file29 from '../../../rules/ratings/DE.json' with { type: 'json' }
import file30 from '../../../rules/ratings/DK.json' with { type: 'json' }
import file31 from '../../../rules/ratings/EC.json' with { type: 'json' }
import file32 from '../../../rules/ratings/EE.json' with { type: 'json' }
import file33 from '../../../rules/ratings/EG.json' with { type: 'json' }
import file34 from '../../../rules/ratings/ES.json' with { type: 'json' }
import file35 from '../../../rules/ratings/FI.json' with { type: 'json' }
import file36 from '../../../rules/ratings/FR.json' with { type: 'json' }
import file37 from '../../../rules/ratings/GB.json' with { type: 'json' }
import file38 from '../../../rules/ratings/GR.json' with { type: 'json' }
import file39 from '../../../rules/ratings/HK.json' with { type: 'json' }
import file40 from '../../../rules/ratings/HN.json' with { type: 'json' }
import file41 from '../../../rules/ratings/HR.json' with { type: 'json' }
import file42 from '../../../rules/ratings/HU.json' with { type: 'json' }
import file43 from '../../../rules/ratings/ID.json' with { type: 'json' }
import file44 from '../../../rules/ratings/IE.json' with { type: 'json' }
import file45 from '../../../rules/ratings/IL.json' with { type: 'json' }
import file46 from '../../../rules/ratings/IN.json' with { type: 'json' }
import file47 from '../../../rules/ratings/IS.json' with { type: 'json' }
import file48 from '../../../rules/ratings/IT.json' with { type: 'json' }
import file49 from '../../../rules/ratings/JO.json' with { type: 'json' }
import file50 from '../../../rules/ratings/JP.json' with { type: 'json' }
import file51 from '../../../rules/ratings/KE.json' with { type: 'json' }
import file52 from '../../../rules/ratings/KH.json' with { type: 'json' }
import file53 from '../../../rules/ratings/KR.json' with { type: 'json' }
import file54 from '../../../rules/ratings/KW.json' with { type: 'json' }
import file55 from '../../../rules/ratings/KZ.json' with { type: 'json' }
import file56 from '../../../rules/ratings/LB.json' with { type: 'json' }
import file57 from '../../../rules/ratings/LT.json' with { type: 'json' }
import file58 from '../../../rules/ratings/LU.json' with { type: 'json' }
import file59 from '../../../rules/ratings/LV.json' with { type: 'json' }
import file60 from '../../../rules/ratings/MA.json' with { type: 'json' }
import file61 from '../../../rules/ratings/MO.json' with { type: 'json' }
import file62 from '../../../rules/ratings/MT.json' with { type: 'json' }
import file63 from '../../../rules/ratings/MV.json' with { type: 'json' }
import file64 from '../../../rules/ratings/MX.json' with { type: 'json' }
import file65 from '../../../rules/ratings/MY.json' with { type: 'json' }
import file66 from '../../../rules/ratings/NG.json' with { type: 'json' }
import file67 from '../../../rules/ratings/NL.json' with { type: 'json' }
import file68 from '../../../rules/ratings/NO.json' with { type: 'json' }
import file69 from '../../../rules/ratings/NZ.json' with { type: 'json' }
import file70 from '../../../rules/ratings/PE.json' with { type: 'json' }
import file71 from '../../../rules/ratings/PH.json' with { type: 'json' }
import file72 from '../../../rules/ratings/PL.json' with { type: 'json' }
import file73 from '../../../rules/ratings/PT.json' with { type: 'json' }
import file74 from '../../../rules/ratings/RO.json' with { type: 'json' }
import file75 from '../../../rules/ratings/RU.json' with { type: 'json' }
import file76 from '../../../rules/ratings/SA.json' with { type: 'json' }
import file77 from '../../../rules/ratings/SE.json' with { type: 'json' }
import file78 from '../../../rules/ratings/SG.json' with { type: 'json' }
import file79 from '../../../rules/ratings/SK.json' with { type: 'json' }
import file80 from '../../../rules/ratings/SV.json' with { type: 'json' }
import file81 from '../../../rules/ratings/TH.json' with { type: 'json' }
import file82 from '../../../rules/ratings/TR.json' with { type: 'json' }
import file83 from '../../../rules/ratings/TW.json' with { type: 'json' }
import file84 from '../../../rules/ratings/UA.json' with { type: 'json' }
import file85 from '../../../rules/ratings/US.json' with { type: 'json' }
import file86 from '../../../rules/ratings/UY.json' with { type: 'json' }
import file87 from '../../../rules/ratings/VE.json' with { type: 'json' }
import file88 from '../../../rules/ratings/VN.json' with { type: 'json' }
import file89 from '../../../rules/ratings/ZA.json' with { type: 'json' }
import file90 from '../../../rules/ratings/_default.json' with { type: 'json' }
import file91 from '../../../rules/regions.json' with { type: 'json' }
import file92 from '../../../rules/slate.json' with { type: 'json' }
import file93 from '../../../rules/surfaces.json' with { type: 'json' }
import file94 from '../../../rules/territories.json' with { type: 'json' }
import file95 from '../../../rules/trailers/bands.json' with { type: 'json' }
import file96 from '../../../rules/watershed.json' with { type: 'json' }

/** Every rule file, by its path under `rules/`. */
export const RULE_FILES_BY_PATH: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['embargo.json', file0],
  ['groups.json', file1],
  ['policies/autoplay.json', file2],
  ['policies/descriptors.json', file3],
  ['policies/geo.json', file4],
  ['policies/maturity.json', file5],
  ['policies/page.json', file6],
  ['policies/privacy.json', file7],
  ['ranking.json', file8],
  ['ratings/AE.json', file9],
  ['ratings/AM.json', file10],
  ['ratings/AR.json', file11],
  ['ratings/AT.json', file12],
  ['ratings/AU.json', file13],
  ['ratings/BE.json', file14],
  ['ratings/BG.json', file15],
  ['ratings/BH.json', file16],
  ['ratings/BN.json', file17],
  ['ratings/BO.json', file18],
  ['ratings/BR.json', file19],
  ['ratings/BY.json', file20],
  ['ratings/CA-QC.json', file21],
  ['ratings/CA.json', file22],
  ['ratings/CH.json', file23],
  ['ratings/CL.json', file24],
  ['ratings/CO.json', file25],
  ['ratings/CR.json', file26],
  ['ratings/CY.json', file27],
  ['ratings/CZ.json', file28],
  ['ratings/DE.json', file29],
  ['ratings/DK.json', file30],
  ['ratings/EC.json', file31],
  ['ratings/EE.json', file32],
  ['ratings/EG.json', file33],
  ['ratings/ES.json', file34],
  ['ratings/FI.json', file35],
  ['ratings/FR.json', file36],
  ['ratings/GB.json', file37],
  ['ratings/GR.json', file38],
  ['ratings/HK.json', file39],
  ['ratings/HN.json', file40],
  ['ratings/HR.json', file41],
  ['ratings/HU.json', file42],
  ['ratings/ID.json', file43],
  ['ratings/IE.json', file44],
  ['ratings/IL.json', file45],
  ['ratings/IN.json', file46],
  ['ratings/IS.json', file47],
  ['ratings/IT.json', file48],
  ['ratings/JO.json', file49],
  ['ratings/JP.json', file50],
  ['ratings/KE.json', file51],
  ['ratings/KH.json', file52],
  ['ratings/KR.json', file53],
  ['ratings/KW.json', file54],
  ['ratings/KZ.json', file55],
  ['ratings/LB.json', file56],
  ['ratings/LT.json', file57],
  ['ratings/LU.json', file58],
  ['ratings/LV.json', file59],
  ['ratings/MA.json', file60],
  ['ratings/MO.json', file61],
  ['ratings/MT.json', file62],
  ['ratings/MV.json', file63],
  ['ratings/MX.json', file64],
  ['ratings/MY.json', file65],
  ['ratings/NG.json', file66],
  ['ratings/NL.json', file67],
  ['ratings/NO.json', file68],
  ['ratings/NZ.json', file69],
  ['ratings/PE.json', file70],
  ['ratings/PH.json', file71],
  ['ratings/PL.json', file72],
  ['ratings/PT.json', file73],
  ['ratings/RO.json', file74],
  ['ratings/RU.json', file75],
  ['ratings/SA.json', file76],
  ['ratings/SE.json', file77],
  ['ratings/SG.json', file78],
  ['ratings/SK.json', file79],
  ['ratings/SV.json', file80],
  ['ratings/TH.json', file81],
  ['ratings/TR.json', file82],
  ['ratings/TW.json', file83],
  ['ratings/UA.json', file84],
  ['ratings/US.json', file85],
  ['ratings/UY.json', file86],
  ['ratings/VE.json', file87],
  ['ratings/VN.json', file88],
  ['ratings/ZA.json', file89],
  ['ratings/_default.json', file90],
  ['regions.json', file91],
  ['slate.json', file92],
  ['surfaces.json', file93],
  ['territories.json', file94],
  ['trailers/bands.json', file95],
  ['watershed.json', file96],
])
