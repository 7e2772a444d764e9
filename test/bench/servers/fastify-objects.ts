/** Fastify on Node with the schedule as objects in memory, in a process of its own. */

import { readFile } from 'node:fs/promises'
import Fastify from 'fastify'
import { type NaiveSchedule, naiveAnswer } from '../naive/answer.ts'

const [, , path = ''] = process.argv
// Written by the bench itself.
const schedule = JSON.parse(await readFile(path, 'utf8')) as NaiveSchedule
const server = Fastify()
server.get('/v1/autoplay', (request) =>
  naiveAnswer(new URL(request.url, 'http://bench').searchParams, schedule, Date.now()),
)
await server.listen({ host: '127.0.0.1', port: 0 })
process.send?.(server.addresses()[0]?.port)
process.on('disconnect', () => process.exit(0))
