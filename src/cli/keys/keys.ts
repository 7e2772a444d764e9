import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, type GenerateKeyPairResult, generateKeyPair, type JWK } from 'jose'
import { answer } from '../frame/output.ts'
import { EXIT, Refusal, UsageError } from '../frame/refusal.ts'
import { stateFolder } from '../frame/shell.ts'
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
interface Purpose {
  /** Default key id; it differs by purpose, so that two pairs can coexist. */
  readonly kid: string
  readonly make: () => Promise<GenerateKeyPairResult>
  /** The public key, in the form of the configuration. */
  readonly public: (kid: string, jwk: JWK) => object
  readonly next: (kid: string, privateFile: string) => readonly string[]
}

const PURPOSES: Readonly<Record<'snapshots' | 'decision-log', Purpose>> = {
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

/** Creates a key pair. The private key is written to a file that only its owner can read, and is never printed. */
export const keysNew = defineVerb({
  name: 'keys new',
  description: 'Create a key pair, for signing snapshots or for the decision log; prints the public half',
  example: 'keys new --kid k2',
  args: {
    kid: { type: 'string', description: 'Name of the pair (k2; for the decision log: log-1)', valueHint: 'k2' },
    for: {
      type: 'string',
      description: 'Its purpose',
      default: 'snapshots',
      valueHint: Object.keys(PURPOSES).join('|'),
    },
    out: { type: 'string', description: 'Folder for the two files (<state>/keys)', valueHint: 'folder' },
  },
  run: async (args, shell) => {
    const purpose = PURPOSES[oneOf('--for', args.for, ['snapshots', 'decision-log'])]
    const kid = args.kid ?? purpose.kid
    if (!/^[a-z0-9-]{1,32}$/.test(kid)) {
      throw new UsageError(
        `--kid cannot be "${kid}"`,
        'use 1 to 32 lower-case letters, digits and -: the edge accepts no other',
      )
    }
    const folder = args.out ?? join(stateFolder(shell), 'keys')
    await mkdir(folder, { recursive: true, mode: 0o700 })
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
    return EXIT.done
  },
})
