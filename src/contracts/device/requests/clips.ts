import * as z from 'zod/mini'
import { once } from '../../../model/once.ts'
import { ASSET_ID } from '../vocabulary.ts'
import { sharedTokenSchema, signalSchema } from './events.ts'
import { cursorField, limitField } from './fields.ts'

const MAX_SIGNALS = 50

const ASSET = 'an asset id like ast_sintel-trailer'
const SIGNALS = `a list of at most ${MAX_SIGNALS} signals`

/** The query of `GET /v1/clips`, beside hints and what is carried. */
export const clipsQuery = once(() =>
  z.object({
    limit: limitField(),
    cursor: cursorField(),
    asset: z.optional(z.string(ASSET).check(z.regex(ASSET_ID, ASSET))),
  }),
)

/** The body of `POST /v1/clips`, beside hints and what is carried. */
export const clipsSchema = once(() =>
  z.object({
    cursor: cursorField(),
    limit: limitField(),
    ...sharedTokenSchema().shape,
    signals: z.optional(z.array(signalSchema(), SIGNALS).check(z.maxLength(MAX_SIGNALS, SIGNALS))),
  }),
)
