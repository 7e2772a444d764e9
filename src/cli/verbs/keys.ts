import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import { answer } from '../output.ts'
import { EXIT, Refusal, UsageError } from '../refusal.ts'
import { stateFolder } from '../shell.ts'
import { defineVerb } from '../verb.ts'

/** `wx`: a key that is in use is never written over. */
async function writeNew(path: string, document: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(document)}\n`, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    if (!(error instanceof Error)) throw error
    const exists = 'code' in error && error.code === 'EEXIST'
    throw exists
      ? new Refusal(`${path} is there already`, 'give the new pair another --kid')
      : new Refusal(`${path} can not be written (${error.message})`, 'choose another --out')
  })
  await chmod(path, 0o600)
}

/** Makes a signing pair. The private half goes to a file that only its owner reads, and is never printed. */
export const keysNew = defineVerb({
  name: 'keys new',
  description: 'Make an Ed25519 pair for signing snapshots; prints the public half',
  example: 'keys new --kid k2',
  args: {
    kid: { type: 'string', description: 'Name of the pair', default: 'k2', valueHint: 'k2' },
    out: { type: 'string', description: 'Folder for the two files (<state>/keys)', valueHint: 'folder' },
  },
  run: async (args, shell) => {
    if (!/^[a-z0-9-]{1,32}$/.test(args.kid)) {
      throw new UsageError(`--kid is "${args.kid}"`, 'up to 32 small letters, digits and -: the edge takes no other')
    }
    const folder = args.out ?? join(stateFolder(shell), 'keys')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const pair = await generateKeyPair('Ed25519', { extractable: true })
    const { kty, crv, d, x } = await exportJWK(pair.privateKey)
    const privateFile = join(folder, `${args.kid}.private.json`)
    const publicFile = join(folder, `${args.kid}.public.json`)
    await writeNew(privateFile, { kty, crv, d, x })
    await writeNew(publicFile, { kid: args.kid, x })
    const document = { kid: args.kid, public: { kid: args.kid, x }, publicFile, privateFile }
    answer(shell, document, [
      `public   ${JSON.stringify(document.public)}`,
      `private  ${privateFile} (mode 0600; keep it off every screen)`,
      '',
      'To rotate: first add the public half to SNAPSHOT_PUBLIC_KEYS of the edge and deploy it; then',
      `npx wrangler secret put SNAPSHOT_SIGNING_KEY --env publisher < ${privateFile}`,
      `and set SNAPSHOT_KEY_ID of the publisher to ${args.kid}.`,
    ])
    return EXIT.done
  },
})
