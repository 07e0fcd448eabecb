"""Accounts of colleagues."""

from importlib import import_module

from django.contrib import admin
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

# A key or a code is for nobody but its owner to see. Their own admin modules register them, once.
import_module("django_otp.plugins.otp_static.admin")
import_module("django_otp.plugins.otp_totp.admin")
admin.site.unregister([StaticDevice, TOTPDevice])
