import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { base64url, exportJWK, type GenerateKeyPairResult, generateKeyPair, type JWK } from 'jose'
import { answer } from '../frame/output.ts'
import { EXIT, Refusal, UsageError } from '../frame/refusal.ts'
import { type Shell, stateFolder } from '../frame/shell.ts'
import { oneOf } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'

/** `wx`: an existing key file is never overwritten. */
async function writeNew(path: string, document: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(document)}\n`, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    if (!(error instanceof Error)) throw error
    const exists = 'code' in error && error.code === 'EEXIST'
    throw exists
      ? new Refusal(`${path} exists already`, 'give the new pair another --kid')
      : new Refusal(`${path} cannot be written (${error.message})`, 'choose another --out')
  })
  await chmod(path, 0o600)
}

/** A purpose of a key pair, with the owner's next steps. */
interface PairPurpose {
  /** Default key id; it differs by purpose, so that two pairs can coexist. */
  readonly kid: string
  readonly make: () => Promise<GenerateKeyPairResult>
  /** The public key, in the form of the configuration. */
  readonly public: (kid: string, jwk: JWK) => object
  readonly next: (kid: string, privateFile: string) => readonly string[]
}

const PAIRS: Readonly<Record<'snapshots' | 'decision-log', PairPurpose>> = {
  snapshots: {
    kid: 'k2',
    make: () => generateKeyPair('Ed25519', { extractable: true }),
    public: (kid, { x }) => ({ kid, x }),
    next: (kid, privateFile) => [
      'To rotate: first add the public half to SNAPSHOT_PUBLIC_KEYS of the edge and deploy it; then',
      `npx wrangler secret put SNAPSHOT_SIGNING_KEY --env publisher < ${privateFile}`,
      `and set SNAPSHOT_KEY_ID of the publisher to ${kid}.`,
    ],
  },
  'decision-log': {
    kid: 'log-1',
    make: () => generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true }),
    public: (_kid, { kty, crv, x, y }) => ({ kty, crv, x, y }),
    next: (_kid, privateFile) => [
      `First npx wrangler secret put DECISION_LOG_KEY --env publisher < ${privateFile}`,
      'then set DECISION_LOG_PUBLIC_KEY of the edge to the public half and deploy it. To rotate, let the secret be a',
      'list of both private halves for 48 hours: [old, new].',
    ],
  },
}

/** Creates a secret of 32 bytes, for the pseudonyms of viewers: the edge and the publisher have the same. */
async function newUnitKey(shell: Shell, folder: string, kid: string): Promise<void> {
  const secretFile = join(folder, `${kid}.secret.json`)
  const key = base64url.encode(crypto.getRandomValues(new Uint8Array(32)))
  await writeNew(secretFile, [{ kid, key }])
  answer(shell, { kid, public: null, publicFile: null, privateFile: secretFile }, [
    `secret   ${secretFile} (mode 0600; never show or send its content)`,
    '',
    `First npx wrangler secret put UNIT_KEYS --env publisher < ${secretFile}`,
    `then npx wrangler secret put UNIT_KEYS --env= < ${secretFile}`,
    'To change the key, put the new entry before the old ones of the list, in both, and keep those for as long as',
    'events that carry their pseudonyms are kept: a viewer who is to be forgotten is found under every key of the list.',
  ])
}

/** Creates a key pair. The private key is written to a file that only its owner can read, and is never printed. */
async function newPair(shell: Shell, folder: string, kid: string, purpose: PairPurpose): Promise<void> {
  const { kty, crv, d, x, y } = await exportJWK((await purpose.make()).privateKey)
  const privateFile = join(folder, `${kid}.private.json`)
  const publicFile = join(folder, `${kid}.public.json`)
  const half = { kty, crv, x, ...(y === undefined ? {} : { y }) }
  const shown = purpose.public(kid, half)
  await writeNew(privateFile, { ...half, d })
  await writeNew(publicFile, shown)
  answer(shell, { kid, public: shown, publicFile, privateFile }, [
    `public   ${JSON.stringify(shown)}`,
    `private  ${privateFile} (mode 0600; never show or send its content)`,
    '',
    ...purpose.next(kid, privateFile),
  ])
}

const PURPOSES = ['snapshots', 'decision-log', 'units'] as const
const UNIT_KID = 'unit-1'
/** What the edge accepts as the name of a unit key. */
const UNIT_KID_MAX = 16

export const keysNew = defineVerb({
  name: 'keys new',
  description: 'Create a key: a pair for signing snapshots or for the decision log, or a secret for pseudonyms',
  example: 'keys new --kid k2',
  args: {
    kid: {
      type: 'string',
      description: `Name of the key (k2; for the decision log: log-1; for units: ${UNIT_KID})`,
      valueHint: 'k2',
    },
    for: {
      type: 'string',
      description: 'Its purpose',
      default: 'snapshots',
      valueHint: PURPOSES.join('|'),
    },
    out: { type: 'string', description: 'Folder for the two files (<state>/keys)', valueHint: 'folder' },
  },
  run: async (args, shell) => {
    const purpose = oneOf('--for', args.for, PURPOSES)
    const kid = args.kid ?? (purpose === 'units' ? UNIT_KID : PAIRS[purpose].kid)
    const most = purpose === 'units' ? UNIT_KID_MAX : 32
    if (!/^[a-z0-9-]+$/.test(kid) || kid.length > most) {
      throw new UsageError(
        `--kid cannot be "${kid}"`,
        `use 1 to ${most} lower-case letters, digits and -: the edge accepts no other`,
      )
    }
    const folder = args.out ?? join(stateFolder(shell), 'keys')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await (purpose === 'units' ? newUnitKey(shell, folder, kid) : newPair(shell, folder, kid, PAIRS[purpose]))
    return EXIT.done
  },
})
