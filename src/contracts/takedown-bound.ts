import { z } from 'zod'

/** How long after an order something may still start: both APIs tell it, in seconds. */
export const takedownBound = z
  .object({
    seconds: z.number().min(0).describe('The sum of the parts.'),
    refreshSeconds: z.number().min(0).describe('How old a list an isolate answers from without reading it again.'),
    cacheSeconds: z.number().min(0).describe('How long a point of presence answers from its own cache.'),
    propagationSeconds: z.number().min(0).describe('What KV mostly takes at most to spread a write; no promise.'),
  })
  .meta({
    id: 'TakedownBound',
    description:
      'How long after an order the last answer with it is given, and the last start of an earlier answer goes unstopped, while storage answers. An edge with another `POINTER_REFRESH_MS` than usual tells its own in `GET /v1/status`.',
  })
