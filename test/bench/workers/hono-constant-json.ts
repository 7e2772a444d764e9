import { Hono } from 'hono'
import { CONSTANT } from './constant.ts'

const app = new Hono()
app.get('/v1/autoplay', (context) => context.json(CONSTANT))

export default { fetch: app.fetch }
