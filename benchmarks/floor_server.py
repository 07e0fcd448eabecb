"""How gunicorn serves the floor: as gunicorn.conf.py serves Gouden."""

workers = 2
worker_class = "gthread"
threads = 4
preload_app = True
control_socket_disable = True
