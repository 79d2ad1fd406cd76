-- KEYS: the nonce. ARGV: notAfter · its life. Replies: time · 'spent' or 'used'
return { server_now, redis.call('SET', KEYS[1], '', 'NX', 'PX', ARGV[2]) and 'spent' or 'used' }
