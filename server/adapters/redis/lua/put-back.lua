-- A record with dead letters goes back to the tail of its outbox, whole: the record, then all its outcomes in their order, also those
-- that were taken for an erased record's meanwhile. What was moved of it before is stored once.
-- KEYS: the record · its outbox and dead letters. ARGV: notAfter · the record's name · 'screening' or 'restored' · how many events may
-- wait · its dead letters as JSON · each of its outcomes as JSON …
-- Replies: time · 'done', 'none' (there are no such letters), 'gone' (the record, and now
-- the letters), 'changed' (it has other outcomes by now) or 'full'
local letters = {}
for _, id in ipairs(cjson.decode(ARGV[5])) do
  if redis.call('XRANGE', KEYS[3], id, id)[1] then letters[#letters + 1] = id end
end
if #letters == 0 then return { server_now, 'none' } end
local known = redis.call('HMGET', KEYS[1], 'b', 'n')
if not known[1] then
  redis.call('XDEL', KEYS[3], unpack(letters))
  return { server_now, 'gone' }
end
local outcomes = #ARGV - 5
if tonumber(known[2] or 0) ~= outcomes then return { server_now, 'changed' } end
local others = redis.call('XLEN', KEYS[2]) + redis.call('XLEN', KEYS[3]) - #letters
if others + 1 + outcomes > tonumber(ARGV[4]) then return { server_now, 'full' } end
redis.call('XDEL', KEYS[3], unpack(letters))
local event = redis.call('XADD', KEYS[2], '*', ARGV[3], ARGV[2])
for n = 0, outcomes - 1 do
  event = redis.call('XADD', KEYS[2], '*', 'outcome', ARGV[2], 'n', n, 'b', ARGV[6 + n])
end
redis.call('HSET', KEYS[1], 'e', event)
if redis.call('HINCRBY', KEYS[1], 'd', -#letters) <= 0 then redis.call('HDEL', KEYS[1], 'd') end
return { server_now, 'done' }
