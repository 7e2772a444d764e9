/** Writes `likes.csv` and `items.csv`; run with `npx tsx src/dev/demo/likes/make-likes.ts`. */
import { writeFileSync } from 'node:fs'
import { itemsCsv, likesCsv } from './likes-csv.ts'
import { madeUpLikes } from './made-up-likes.ts'

const world = madeUpLikes(1)
writeFileSync(new URL('./likes.csv', import.meta.url), likesCsv(world))
writeFileSync(new URL('./items.csv', import.meta.url), itemsCsv(world))
