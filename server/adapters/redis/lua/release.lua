-- KEYS: a lease. ARGV: notAfter · who gives it back. Replies: time
if redis.call('GET', KEYS[1]) == ARGV[2] then redis.call('DEL', KEYS[1]) end
return { server_now }
