-- What was moved leaves the outbox; a record nothing more of which waits, and that has no dead letters, ends soon.
-- KEYS: the outbox · its batch · each event's record. ARGV: notAfter · the batch · a moved record's life · the events. Replies: time
if redis.call('GET', KEYS[2]) == ARGV[2] then redis.call('DEL', KEYS[2]) end
for i = 4, #ARGV do
  local record = KEYS[i - 1]
  redis.call('XDEL', KEYS[1], ARGV[i])
  local known = redis.call('HMGET', record, 'e', 'd')
  if known[1] == ARGV[i] and not known[2] then redis.call('PEXPIRE', record, ARGV[3]) end
end
return { server_now }
