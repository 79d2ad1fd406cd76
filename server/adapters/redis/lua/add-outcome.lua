-- KEYS: the record · its outbox and dead letters. ARGV: notAfter · the record's name · the outcome as JSON · what makes it the same as
-- another · how many a record may have · how many events may wait
-- Replies: time · 'none', 'full', 'no-room' or 'kept' · the record's body · its outcomes
local known = redis.call('HMGET', KEYS[1], 'b', 'o', 'n', 'l')
local body, others, count, last = known[1], known[2], tonumber(known[3] or 0), known[4]
if not body then return { server_now, 'none' } end
if last == ARGV[4] then return { server_now, 'kept', body, others } end
if count >= tonumber(ARGV[5]) then return { server_now, 'full' } end
if redis.call('XLEN', KEYS[2]) + redis.call('XLEN', KEYS[3]) >= tonumber(ARGV[6]) then
  return { server_now, 'no-room' }
end
local event = redis.call('XADD', KEYS[2], '*', 'outcome', ARGV[2], 'n', count, 'b', ARGV[3])
local all = others and others .. ',' .. ARGV[3] or ARGV[3]
redis.call('HSET', KEYS[1], 'o', all, 'n', count + 1, 'l', ARGV[4], 'e', event)
redis.call('PERSIST', KEYS[1])
return { server_now, 'kept', body, all }
