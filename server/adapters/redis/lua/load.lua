-- KEYS: the report · the idempotency key · each subject's two; those of them that are asked.
-- ARGV: notAfter · which of the first two ('r', 'k', 'rk', '') · now · the subjects' shapes as JSON, or ''
-- Replies: time · the report's body · its uses · the idempotency key's value · each subject, or nil
local place = 0
local function next_key()
  place = place + 1
  return KEYS[place]
end

local reply = { server_now, false, false, false, false }
if string.find(ARGV[2], 'r', 1, true) then
  local report = redis.call('HMGET', next_key(), 'b', 'u')
  reply[2], reply[3] = report[1], report[2]
end
if string.find(ARGV[2], 'k', 1, true) then reply[4] = redis.call('GET', next_key()) end
if ARGV[4] ~= '' then
  local now = tonumber(ARGV[3])
  local shapes = cjson.decode(ARGV[4])
  local keys = {}
  for i = 1, #shapes do keys[i] = KEYS[place + 2 * i - 1] end
  local packed = redis.call('MGET', unpack(keys))
  local subjects = {}
  for i, shape in ipairs(shapes) do
    subjects[i] = packed[i] and read_subject(KEYS[place + 2 * i], packed[i], shape, now)
  end
  reply[5] = subjects
end
return reply
