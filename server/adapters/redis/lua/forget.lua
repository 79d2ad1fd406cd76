-- KEYS: what is to go; where ARGV[2] names a report, that and its shard's list. ARGV: notAfter · the report's name, or ''
-- Replies: time
if ARGV[2] ~= '' then
  redis.call('UNLINK', KEYS[1])
  redis.call('LREM', KEYS[2], 0, ARGV[2])
else
  redis.call('UNLINK', unpack(KEYS))
end
return { server_now }
