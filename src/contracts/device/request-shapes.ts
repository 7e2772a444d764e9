import * as z from 'zod/mini'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { shape } from '../openapi/shape.ts'
import {
  CARRIED_PROSE,
  CLIPS_PROSE,
  DECISIONS_PROSE,
  EVENT_FIELD_PROSE,
  HINTS_PROSE,
  PLACEMENT_PROSE,
  SHARED_TOKEN_PROSE,
  SIGNAL_PROSE,
  VIEWER_TOKEN_PROSE,
} from './prose/requests.ts'
import { CODEC_META, DEVICE_PROSE, EVENT_PROSE, SURFACE_PROSE } from './prose/vocabulary.ts'
import { carriedSchema, viewerTokenSchema } from './requests/carried.ts'
import { clipsSchema } from './requests/clips.ts'
import { decisionsSchema, placementSchema } from './requests/decisions.ts'
import { EVENTS_MAX, eventSchema, sharedTokenSchema, signalSchema } from './requests/events.ts'
import { surfaceField } from './requests/fields.ts'
import { codecField, deviceField, hintsSchema } from './requests/hints.ts'

/** What every POST for decisions takes beside its own fields. */
const carriedInBody = { ...hintsSchema.shape, ...carriedSchema.shape, ...viewerTokenSchema().shape }
const CARRIED_IN_BODY_PROSE = { ...HINTS_PROSE, ...CARRIED_PROSE, ...VIEWER_TOKEN_PROSE }

/** Words that several shapes use. They are named once, here, as the Workers' schemas have no prose. */
function nameWords(): void {
  const { globalRegistry } = z
  globalRegistry.add(surfaceField, {
    id: 'Surface',
    description: 'Where a video plays.',
    'x-enumDescriptions': SURFACE_PROSE,
  })
  globalRegistry.add(deviceField, {
    id: 'Device',
    description: 'A class of devices.',
    'x-enumDescriptions': DEVICE_PROSE,
  })
  globalRegistry.add(codecField, CODEC_META)
  globalRegistry.add(eventSchema().shape.event, {
    id: 'EventKind',
    description: 'What happened to a video: the tracking events of VAST 4, and some more.',
    'x-enumDescriptions': EVENT_PROSE,
  })
}
nameWords()

shape(placementSchema(), 'Placement', {
  description: 'One request for a decision on a surface. In a placement, `null` is as good as leaving a field out.',
  fields: PLACEMENT_PROSE,
})

shape(signalSchema(), 'Signal', {
  description: 'What the viewer just did with an item of an earlier page.',
  fields: SIGNAL_PROSE,
})

shape(eventSchema(), 'DeviceEvent', {
  description: 'What happened to one item of an answer.',
  fields: EVENT_FIELD_PROSE,
})

/** The whole body of `POST /v1/clips`. */
export const clipsBody = shape(z.object({ ...clipsSchema().shape, ...carriedInBody }), 'ClipsRequest', {
  description: 'Asks for the next page of the feed, after what the viewer just did.',
  fields: { ...CLIPS_PROSE, ...CARRIED_IN_BODY_PROSE },
})

/** The whole body of `POST /v1/decisions`. */
export const decisionsBody = shape(z.object({ ...decisionsSchema().shape, ...carriedInBody }), 'DecisionsRequest', {
  description: 'Asks for all placements of one screen.',
  fields: { ...DECISIONS_PROSE, ...CARRIED_IN_BODY_PROSE },
})

/** The whole body of `POST /v1/events`. */
export const eventsBody = shape(
  z.object({
    ...sharedTokenSchema().shape,
    events: z.array(eventSchema()).check(z.minLength(1), z.maxLength(EVENTS_MAX)),
  }),
  'EventsRequest',
  {
    description: 'Reports what happened.',
    fields: { ...SHARED_TOKEN_PROSE, events: 'Events of any answers, in any order.' },
  },
)

/** The query of `GET /v1/status`. */
export const statusQuery = z.object({ region: z.optional(z.enum(REGION_IDS)) })
