/** `[what it shows, [command, its reply or { error }], …]`; every case starts on an empty store. */
export type Step = readonly [command: readonly (string | number)[], reply: unknown]
export interface ContractCase {
  readonly name: string
  readonly steps: readonly Step[]
}

const WRONG_TYPE = { error: 'WRONGTYPE Operation against a key holding the wrong kind of value' }
const NOT_AN_INTEGER = { error: 'ERR value is not an integer or out of range' }
const NOT_A_FLOAT = { error: 'ERR value is not a valid float' }
const SYNTAX = { error: 'ERR syntax error' }
const arity = (command: string) => ({ error: `ERR wrong number of arguments for '${command}' command` })

export const CONTRACT_CASES: readonly ContractCase[] = [
  {
    name: 'answers what was set, and null for what was not',
    steps: [
      [['SET', 'a', 'b'], 'OK'],
      [['GET', 'a'], 'b'],
      [['get', 'missing'], null],
      [['SET', 'text', 'Grüße 🎬 \u0000 "quoted"'], 'OK'],
      [['GET', 'text'], 'Grüße 🎬 \u0000 "quoted"'],
      [['SET', 'ok', 'OK'], 'OK'],
      [
        ['MGET', 'ok', 'a', 'missing'],
        ['OK', 'b', null],
      ],
      [['GET', 'ok'], 'OK'],
      [['SET', 'empty', ''], 'OK'],
      [['GET', 'empty'], ''],
    ],
  },
  {
    name: 'sets under NX only what is absent, under XX only what is there',
    steps: [
      [['SET', 'a', 1, 'XX'], null],
      [['SET', 'a', 1, 'NX'], 'OK'],
      [['SET', 'a', 2, 'NX', 'PX', 1000], null],
      [['PTTL', 'a'], -1],
      [['SET', 'a', 3, 'XX', 'GET'], '1'],
      [['GET', 'a'], '3'],
      [['SET', 'a', 3, 'NX', 'XX'], SYNTAX],
    ],
  },
  {
    name: 'refuses a malformed SET and changes nothing',
    steps: [
      [['SET', 'a', 1, 'EX', 0], { error: "ERR invalid expire time in 'set' command" }],
      [['SET', 'a', 1, 'PX', 'soon'], NOT_AN_INTEGER],
      [['SET', 'a', 1, 'EX', 5, 'PX', 5], SYNTAX],
      [['SET', 'a', 1, 'FOR', 5], SYNTAX],
      [['SET', 'a'], arity('set')],
      [['EXISTS', 'a'], 0],
    ],
  },
  {
    name: 'keeps, sets and removes expiries',
    steps: [
      [['SET', 'a', 1, 'EX', 100], 'OK'],
      [['TTL', 'a'], 100],
      [['SET', 'a', 2, 'KEEPTTL'], 'OK'],
      [['TTL', 'a'], 100],
      [['PERSIST', 'a'], 1],
      [['PERSIST', 'a'], 0],
      [['TTL', 'a'], -1],
      [['EXPIRE', 'a', 50], 1],
      [['TTL', 'a'], 50],
      [['PEXPIRE', 'a', 9500], 1],
      [['INCR', 'a'], 3],
      [['PERSIST', 'a'], 1],
      [['EXPIRE', 'missing', 50], 0],
      [['TTL', 'missing'], -2],
      [['EXPIRE', 'a', 'soon'], NOT_AN_INTEGER],
      [['EXPIRE', 'a', '9223372036854775807'], { error: "ERR invalid expire time in 'expire' command" }],
      [['EXPIRE', 'a', -1], 1],
      [['EXISTS', 'a'], 0],
    ],
  },
  {
    name: 'counts in 64-bit integers',
    steps: [
      [['INCR', 'n'], 1],
      [['INCRBY', 'n', 41], 42],
      [['INCRBY', 'n', -50], -8],
      [['INCRBY', 'n', '1.5'], NOT_AN_INTEGER],
      [['SET', 'n', '9223372036854775807'], 'OK'],
      [['INCR', 'n'], { error: 'ERR increment or decrement would overflow' }],
      [['GET', 'n'], '9223372036854775807'],
      [['SET', 'n', '01'], 'OK'],
      [['INCR', 'n'], NOT_AN_INTEGER],
    ],
  },
  {
    name: 'sets and gets many',
    steps: [
      [['MSET', 'a', 1, 'b', 2], 'OK'],
      [['HSET', 'h', 'f', 1], 1],
      [
        ['MGET', 'a', 'h', 'b', 'c'],
        ['1', null, '2', null],
      ],
      [['MSET', 'a', 1, 'b'], arity('mset')],
      [['EXISTS', 'a', 'a', 'c'], 2],
      [['DEL', 'a', 'b', 'c'], 2],
      [['UNLINK', 'a', 'h'], 1],
      [['DBSIZE'], 0],
    ],
  },
  {
    name: 'renames over what is there, expiry included',
    steps: [
      [['SET', 'a', 1, 'EX', 100], 'OK'],
      [['SADD', 'b', 'x'], 1],
      [['RENAME', 'a', 'b'], 'OK'],
      [['GET', 'b'], '1'],
      [['TTL', 'b'], 100],
      [['EXISTS', 'a'], 0],
      [['RENAME', 'a', 'b'], { error: 'ERR no such key' }],
      [['RENAME', 'b', 'b'], 'OK'],
      [['GET', 'b'], '1'],
    ],
  },
  {
    name: 'keeps hashes, and no empty ones',
    steps: [
      [['HSET', 'h', 'a', 1, 'b', 2], 2],
      [['HSET', 'h', 'a', 3, 'c', 4], 1],
      [['HGET', 'h', 'a'], '3'],
      [['HGET', 'h', 'z'], null],
      [
        ['HMGET', 'h', 'a', 'z'],
        ['3', null],
      ],
      [['HMGET', 'missing', 'a'], [null]],
      [
        ['HGETALL', 'h'],
        ['a', '3', 'b', '2', 'c', '4'],
      ],
      [['HGETALL', 'missing'], []],
      [['HLEN', 'h'], 3],
      [['HSETNX', 'h', 'a', '9'], 0],
      [['HSETNX', 'h', 'd', '5'], 1],
      [
        ['HMGET', 'h', 'a', 'd'],
        ['3', '5'],
      ],
      [['HDEL', 'h', 'd'], 1],
      [['HDEL', 'h', 'a', 'z'], 1],
      [['HDEL', 'h', 'b', 'c'], 2],
      [['EXISTS', 'h'], 0],
      [['HSET', 'h', 'a'], arity('hset')],
      [['HSET', 'h', 'a', 1, 'b'], arity('hset')],
    ],
  },
  {
    name: 'counts in hash fields, as long doubles where asked',
    steps: [
      [['HINCRBY', 'h', 'n', 5], 5],
      [['HINCRBY', 'h', 'n', -7], -2],
      [['HINCRBY', 'h', 'n', 'x'], NOT_AN_INTEGER],
      [['HINCRBYFLOAT', 'h', 'f', '0.1'], '0.1'],
      [['HINCRBYFLOAT', 'h', 'f', '0.2'], '0.3'],
      [['HINCRBYFLOAT', 'h', 'f', '-1e3'], '-999.70000000000000001'],
      [['HINCRBYFLOAT', 'h', 'big', '1e6'], '1000000'],
      [['HINCRBYFLOAT', 'h', 'big', '0.1'], '1000000.10000000000002274'],
      [['HINCRBYFLOAT', 'h', 'f', 'x'], NOT_A_FLOAT],
      [['HSET', 'h', 'word', 'abc'], 1],
      [['HINCRBY', 'h', 'word', 1], { error: 'ERR hash value is not an integer' }],
      [['HINCRBYFLOAT', 'h', 'word', 1], { error: 'ERR hash value is not a float' }],
      [['HINCRBYFLOAT', 'fresh', 'f', 'x'], NOT_A_FLOAT],
      [['EXISTS', 'fresh'], 0],
    ],
  },
  {
    name: 'keeps sets, and no empty ones',
    steps: [
      [['SADD', 's', 'a', 'b', 'a'], 2],
      [['SADD', 's', 'b', 'c'], 1],
      [['SCARD', 's'], 3],
      [['SISMEMBER', 's', 'a'], 1],
      [['SISMEMBER', 's', 'z'], 0],
      [
        ['SMISMEMBER', 's', 'a', 'z'],
        [1, 0],
      ],
      [['SREM', 's', 'a', 'z'], 1],
      [['SREM', 's', 'b', 'c'], 2],
      [['SMEMBERS', 's'], []],
      [['TYPE', 's'], 'none'],
    ],
  },
  {
    name: 'keeps sorted sets in order of score, then bytes',
    steps: [
      [['ZADD', 'z', 2, 'b', 1, 'c', 1, 'a'], 3],
      [
        ['ZRANGE', 'z', 0, -1],
        ['a', 'c', 'b'],
      ],
      [
        ['ZRANGE', 'z', 0, 0, 'WITHSCORES'],
        ['a', '1'],
      ],
      [['ZRANGE', 'z', -1, 9], ['b']],
      [
        ['ZRANGE', 'z', 0, 1, 'REV'],
        ['b', 'c'],
      ],
      [['ZRANGE', 'z', '(1', '+inf', 'BYSCORE'], ['b']],
      [['ZRANGE', 'z', 2, '-inf', 'BYSCORE', 'REV', 'LIMIT', 1, 1], ['c']],
      [['ZADD', 'z', 'GT', 'CH', 0, 'b', 5, 'c'], 1],
      [['ZADD', 'z', 'NX', 9, 'a'], 0],
      [['ZADD', 'z', 'XX', 9, 'new'], 0],
      [['ZSCORE', 'z', 'c'], '5'],
      [
        ['ZMSCORE', 'z', 'c', 'none', 'b'],
        ['5', null, '2'],
      ],
      [
        ['ZMSCORE', 'none', 'c', 'b'],
        [null, null],
      ],
      [['ZMSCORE', 'z'], arity('zmscore')],
      [['ZCOUNT', 'z', '(1', 5], 2],
      [['ZCOUNT', 'z', '-inf', '(2'], 1],
      [['ZCOUNT', 'none', 0, 1], 0],
      [['ZCARD', 'z'], 3],
      [['ZREMRANGEBYSCORE', 'z', '-inf', 1], 1],
      [['ZREMRANGEBYSCORE', 'z', '(7', '+inf'], 0],
      [['ZREM', 'z', 'a', 'b', 'c', 'd'], 2],
      [['EXISTS', 'z'], 0],
    ],
  },
  {
    name: 'refuses malformed sorted set commands',
    steps: [
      [['ZADD', 'z', 'x', 'm'], NOT_A_FLOAT],
      [['ZADD', 'z', 1, 'm', 2], SYNTAX],
      [['ZADD', 'z', 'NX', 'XX', 1, 'm'], { error: 'ERR XX and NX options at the same time are not compatible' }],
      [
        ['ZADD', 'z', 'NX', 'GT', 1, 'm'],
        { error: 'ERR GT, LT, and/or NX options at the same time are not compatible' },
      ],
      [['ZRANGE', 'z', 'a', 1], NOT_AN_INTEGER],
      [['ZRANGE', 'z', 'x', 2, 'BYSCORE'], { error: 'ERR min or max is not a float' }],
      [
        ['ZRANGE', 'z', 0, 1, 'LIMIT', 0, 1],
        { error: 'ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX' },
      ],
      [['EXISTS', 'z'], 0],
    ],
  },
  {
    name: 'keeps lists',
    steps: [
      [['RPUSH', 'l', 'b', 'c'], 2],
      [['LPUSH', 'l', 'a', 'z'], 4],
      [
        ['LRANGE', 'l', 0, -1],
        ['z', 'a', 'b', 'c'],
      ],
      [
        ['LRANGE', 'l', -2, 9],
        ['b', 'c'],
      ],
      [['LRANGE', 'l', 3, 1], []],
      [['LTRIM', 'l', 1, 2], 'OK'],
      [
        ['LRANGE', 'l', 0, -1],
        ['a', 'b'],
      ],
      [['LLEN', 'l'], 2],
      [['LTRIM', 'l', 5, 9], 'OK'],
      [['EXISTS', 'l'], 0],
      [['LTRIM', 'l', 0, -1], 'OK'],
      [['LRANGE', 'l', 0, 'x'], NOT_AN_INTEGER],
    ],
  },
  {
    name: 'refuses a command on the wrong kind of value',
    steps: [
      [['SET', 'string', 1], 'OK'],
      [['SADD', 'set', 1], 1],
      ...[
        ['GET', 'set'],
        ['INCR', 'set'],
        ['SET', 'set', 'x', 'GET'],
        ['HGET', 'set', 'f'],
        ['HSET', 'set', 'f', 1],
        ['HINCRBY', 'set', 'f', 1],
        ['SADD', 'string', 'a'],
        ['SSCAN', 'string', 0],
        ['ZADD', 'set', 1, 'a'],
        ['ZRANGE', 'set', 0, -1],
        ['LPUSH', 'set', 'a'],
        ['LRANGE', 'string', 0, -1],
      ].map((command): Step => [command, WRONG_TYPE]),
      [['TYPE', 'set'], 'set'],
      [['SET', 'set', 'now a string'], 'OK'],
      [['TYPE', 'set'], 'string'],
    ],
  },
  {
    name: 'answers to the server commands',
    steps: [
      [['PING'], 'PONG'],
      [['PING', 'hello'], 'hello'],
      [['PING', 'a', 'b'], arity('ping')],
      [['SET', 'a', 1], 'OK'],
      [['FLUSHDB', 'x'], SYNTAX],
      [['FLUSHDB'], 'OK'],
      [['DBSIZE'], 0],
      [['SCAN', 'x'], { error: 'ERR invalid cursor' }],
      [['SCAN', 0, 'COUNT', 0], SYNTAX],
      [['SCAN', 0, 'FOO'], SYNTAX],
      [
        ['SSCAN', 'missing', 0],
        ['0', []],
      ],
    ],
  },
  {
    name: 'refuses what would block or take over the connection',
    steps: ['SUBSCRIBE', 'PSUBSCRIBE', 'BLPOP', 'MONITOR', 'WAIT', 'MULTI', 'SELECT', 'EVAL', 'SHUTDOWN', 'FOO'].map(
      (name): Step => [[name, 'a', 1], { error: `ERR Command is not available: '${name}'` }],
    ),
  },
]
