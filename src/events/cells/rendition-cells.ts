import type { Cell, CellFamily } from './cell.ts'
import { fieldsOf } from './rendition-fields.ts'

/** An asset has no more renditions: a greater index is about none. */
const PLAYBACK_MAX = 29
/** Either proves that a rendition started. */
const STARTED: readonly string[] = ['start', 'firstFrame']

/**
 * How the starts of renditions go on a class of devices. All is counted by decision and position, so that it does not
 * matter in which order events arrive: a start failed where there is an error of a rendition (`renditionErrors`, and
 * `tried` here) and no start of it (`started`, which counts as `tried` as well). An error after a start is none.
 *
 * A start that does not name its rendition may have been of any: `unnamed` counts those, and `either` the decisions with
 * such a start or with an error that does name one, so that `startEvidence` can tell how many have both. An error without
 * a rendition, a stall, an event of an unknown class of devices, and an index beyond all lists count nowhere.
 */
export const renditionCells: CellFamily = ({ assetId, event, device, playback }, { region }) => {
  const isStart = STARTED.includes(event)
  if (device === null || (!isStart && event !== 'error')) return []
  if (playback !== null && playback > PLAYBACK_MAX) return []
  const { starts, errors } = fieldsOf({ assetId, device, playback })
  const start = (field: string): Cell => ({ family: 'renditions', owner: region, field })
  const error = (field: string): Cell => ({ family: 'renditionErrors', owner: region, field })
  if (playback === null) return isStart ? [start(starts.unnamed), start(starts.either)] : []
  if (isStart) return [start(starts.tried), start(starts.started)]
  return [error(errors.own), error(errors.any), start(starts.tried), start(starts.either)]
}
