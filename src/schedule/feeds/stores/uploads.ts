import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { sendRepeatable } from '../../store/checked-pipeline.ts'
import { keys } from '../../store/keys.ts'
import { asFields } from '../../store/replies.ts'
import { readPieces, writePieces } from './text-pieces.ts'

/** How long the chunks of an upload wait for the end of it. */
export const OPEN_SECONDS = 86_400
/** Characters of a piece: base64, so each is a byte, far below the limit of a request. */
const PIECE_LENGTH = 600_000

const chunk = z.object({ sha256: z.string(), items: z.number(), pieces: z.number() })

/** A chunk that was received. */
export type ReceivedChunk = z.infer<typeof chunk>

/** The chunks of an upload, by their numbers. */
export async function receivedChunks(redis: Redis, delivery: string): Promise<ReadonlyMap<number, ReceivedChunk>> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hgetall(keys.deliveryChunks(delivery)))
  const found = [...asFields(reply)].map(([n, json]) => [Number(n), chunk.parse(JSON.parse(json))] as const)
  return new Map(found.sort(([one], [other]) => one - other))
}

/**
 * Stores a chunk. It may be sent again, whole or changed: the last one of a number counts.
 *
 * @param packed the chunk, gzipped
 */
export async function storeChunk(
  redis: Redis,
  delivery: string,
  n: number,
  { packed, sha256, items }: { readonly packed: Uint8Array; readonly sha256: string; readonly items: number },
): Promise<void> {
  const text = base64Of(packed)
  const key = keys.deliveryChunk(delivery, sha256)
  const pieces = await writePieces(redis, key, text, { seconds: OPEN_SECONDS, length: PIECE_LENGTH })
  await sendRepeatable(redis, (queue) => {
    queue.hset(keys.deliveryChunks(delivery), { [String(n)]: JSON.stringify({ sha256, items, pieces }) })
    queue.expire(keys.deliveryChunks(delivery), OPEN_SECONDS)
  })
}

/** Deletes the chunks of an upload that has ended. */
export async function deleteChunks(redis: Redis, delivery: string): Promise<void> {
  const chunks = await receivedChunks(redis, delivery)
  const pieces = [...chunks.values()].map(({ sha256 }) => keys.deliveryChunk(delivery, sha256))
  await sendRepeatable(redis, (queue) => {
    for (const key of pieces) queue.del(key)
    queue.del(keys.deliveryChunks(delivery))
  })
}

/** The packed bytes of a chunk; null: they have lapsed. */
export async function readChunk(redis: Redis, delivery: string, { sha256, pieces }: ReceivedChunk) {
  const texts = await readPieces(redis, keys.deliveryChunk(delivery, sha256))
  return texts.length === pieces ? bytesOf(texts.join('')) : null
}

function base64Of(bytes: Uint8Array): string {
  let binary = ''
  for (let from = 0; from < bytes.length; from += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(from, from + 0x8000))
  }
  return btoa(binary)
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at)
  return bytes
}
