-- KEYS: the record, its shard's outbox and dead letters · the report · the idempotency key · each subject's two; those of them that the
-- plan names. ARGV: notAfter · the plan as JSON · then, of those that it names: the record's name, body, salt, sealed payload, account
-- and head · the use as JSON · the idempotency key's value.
-- Replies: time · 'done', 'conflict' or 'full'. All is checked before anything is changed.
local plan = cjson.decode(ARGV[2])
local keys, args = 0, 2
local function next_key()
  keys = keys + 1
  return KEYS[keys]
end
local function next_arg()
  args = args + 1
  return ARGV[args]
end

local record = plan.record and { key = next_key(), outbox = next_key(), dead = next_key(), name = next_arg() }
if record then
  record.body, record.salt, record.sealed = next_arg(), next_arg(), next_arg()
  record.account, record.head = next_arg(), next_arg()
  if redis.call('XLEN', record.outbox) + redis.call('XLEN', record.dead) >= plan.record.max then
    return { server_now, 'full' }
  end
end

local use = plan.use and { report = next_key(), json = next_arg() }
if use then
  local known = redis.call('HMGET', use.report, 'n', 'u')
  use.count, use.others = tonumber(known[1]), known[2]
  if use.count ~= plan.use.seen then return { server_now, 'conflict' } end
end

local remembered = plan.key and { key = next_key(), value = next_arg() }
if remembered then
  remembered.known = redis.call('GET', remembered.key)
  if plan.key.claim then
    local of = remembered.known and string.match(remembered.known, '\n(.*)$') or ''
    if of ~= plan.key.replaces then return { server_now, 'conflict' } end
    remembered.known = false
  end
end

if use then
  redis.call('HSET', use.report, 'n', use.count + 1, 'u', use.others and use.others .. ',' .. use.json or use.json)
end
if remembered and not remembered.known then
  redis.call('SET', remembered.key, remembered.value, 'PX', plan.key.life)
end
if plan.subjects and #plan.subjects > 0 then
  local names, packed = {}, {}
  for i = 1, #plan.subjects do names[i] = KEYS[keys + 2 * i - 1] end
  for i, it in ipairs(redis.call('MGET', unpack(names))) do packed[names[i]] = it end
  for i, it in ipairs(plan.subjects) do
    local name = names[i]
    packed[name] = change_subject(name, KEYS[keys + 2 * i], packed[name], it[3], plan.now, it[1], it[2])
  end
end
if record then
  local event = redis.call('XADD', record.outbox, '*', plan.record.kind, record.name)
  redis.call('HSET', record.key, 'b', record.body, 'p', record.salt, 's', record.sealed, 'a', record.account, 'h', record.head,
    'e', event)
  redis.call('PERSIST', record.key)
end
return { server_now, 'done' }
