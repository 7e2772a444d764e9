import { assetId, titleId } from '../../model/fields/identifier.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { utcInstant } from '../../model/nouns/takedown.ts'
import { answer } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { matching, oneOf } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { matrixPicture } from './matrix-picture.ts'

/** Shows where, for whom and at which hours of the local day an asset may autoplay. */
export const rulesMatrix = defineVerb({
  name: 'rules matrix',
  description: 'Show where and for whom an asset may autoplay: places × ages × hours of the local day, and why not',
  example: 'rules matrix --asset ast_hero-trailer --surface home-hero',
  args: {
    asset: { type: 'string', required: true, description: 'The asset', valueHint: 'ast_…' },
    surface: {
      type: 'string',
      description: 'The surface; if left out, all that its campaigns name',
      valueHint: SURFACE_IDS.join('|'),
    },
    'in-view': { type: 'string', description: 'The title whose page or playback is in view', valueHint: 'ttl_…' },
    now: { type: 'string', description: 'An instant of the day to ask for (UTC)', valueHint: '2026-11-22T19:30:00Z' },
  },
  run: async (args, shell) => {
    const question = {
      asset: matching('--asset', args.asset, assetId),
      ...(args.surface !== undefined && { surface: oneOf('--surface', args.surface, SURFACE_IDS) }),
      ...(args['in-view'] !== undefined && { inView: matching('--in-view', args['in-view'], titleId) }),
      ...(args.now !== undefined && { now: matching('--now', args.now, utcInstant) }),
    }
    const body = await (await openOps(shell)).rulesMatrix(question)
    answer(shell, body, matrixPicture(shell, body))
    return EXIT.done
  },
})
