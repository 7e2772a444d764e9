import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { MATURITY_CAP_MAX } from '../../model/nouns/maturity-cap.ts'
import { OFFER_TYPES } from '../../model/nouns/offer-vocabulary.ts'
import { answer } from '../frame/output.ts'
import { EXIT, Refusal } from '../frame/refusal.ts'
import { type Shell, stateFolder } from '../frame/shell.ts'
import { list, oneOf, residenceCode, wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'

/** Longest lifetime of a viewer token that the edge accepts. */
const GREATEST_LIFE_SECONDS = 86_400
const DEFAULT_LIFE_SECONDS = 3600

/** The local stack's viewer key: locally it signs viewer tokens, as the accounts service does in production. */
const viewerKeyFile = z.object({
  kid: z.string(),
  issuer: z.string(),
  jwk: z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), d: z.string(), x: z.string() }),
})

async function viewerKey(shell: Shell) {
  const path = join(stateFolder(shell), 'viewer-key.json')
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) throw new Refusal(`no viewer key (${path} is not there)`, 'start the local stack with npm start')
  try {
    return viewerKeyFile.parse(JSON.parse(text))
  } catch {
    // Without its cause, which could quote the key.
    throw new Refusal(`${path} is not {kid, issuer, jwk} with a private Ed25519 key`, 'start anew with npm start')
  }
}

/** Signs a viewer token for the local stack. */
export const token = defineVerb({
  name: 'token',
  description: 'Sign a viewer token for the local stack; prints the token alone',
  example: 'token --cap 12 --kids --residence DE --ent subscription,rent',
  args: {
    cap: { type: 'string', description: 'Greatest gate age that the viewer may be shown', valueHint: '12' },
    kids: { type: 'boolean', description: 'A kids profile' },
    adult: { type: 'boolean', description: 'The accounts service vouches for an adult' },
    pin: { type: 'boolean', description: 'A PIN was given: lifts clocks that a PIN may lift, never autoplay' },
    sub: { type: 'string', description: 'Who', default: 'u1', valueHint: 'u1' },
    personalize: {
      type: 'boolean',
      default: true,
      description: 'The viewer consents to personalisation',
      negativeDescription: 'The viewer does not consent',
    },
    residence: { type: 'string', description: 'Where the viewer lives', valueHint: 'DE' },
    ent: { type: 'string', description: 'Entitlements', valueHint: OFFER_TYPES.join(',') },
    'expires-in': { type: 'string', description: `Life in seconds (${DEFAULT_LIFE_SECONDS})`, valueHint: '3600' },
  },
  run: async (args, shell) => {
    const cap = wholeNumber('--cap', args.cap, 0, MATURITY_CAP_MAX)
    const entitlements = list(args.ent)?.map((word) => oneOf('--ent', word, OFFER_TYPES))
    const life = wholeNumber('--expires-in', args['expires-in'], 1, GREATEST_LIFE_SECONDS) ?? DEFAULT_LIFE_SECONDS
    const claims = {
      ...(cap !== undefined && { cap }),
      ...(args.kids && { kids: true }),
      ...(args.adult && { adult: true }),
      ...(args.pin && { pin: true }),
      ...(entitlements && { ent: entitlements }),
      personalize: args.personalize,
      ...(args.residence !== undefined && { res: residenceCode('--residence', args.residence) }),
    }
    const signer = await viewerKey(shell)
    const issuedAt = Math.floor(shell.now() / 1000)
    const { signViewerToken } = await import('../../dev/stack/viewer-token.ts')
    const signed = await signViewerToken(signer, claims, { subject: args.sub, issuedAt, lifeSeconds: life })
    answer(shell, { token: signed, expiresAt: new Date((issuedAt + life) * 1000).toISOString() }, [signed])
    return EXIT.done
  },
})
